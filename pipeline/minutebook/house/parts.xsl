<?xml version="1.0" encoding="UTF-8"?>
<!-- The small things that every page is made of: lines of parts, lists of facts, headings, notes. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <!-- The paragraph style in Word and OpenDocument; an attribute that must not reach a page or a text. -->
  <xsl:template name="style">
    <xsl:param name="name"/>
    <xsl:if test="$format = 'docx' or $format = 'odt'">
      <xsl:attribute name="custom-style"><xsl:value-of select="$name"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- Words that stand out: a character style in Word and OpenDocument, so that an office can change it. -->
  <xsl:template name="strong">
    <xsl:param name="words"/>
    <xsl:param name="style" select="'Label'"/>
    <xsl:choose>
      <xsl:when test="$format = 'docx' or $format = 'odt'">
        <Span custom-style="{$style}"><xsl:copy-of select="$words"/></Span>
      </xsl:when>
      <xsl:otherwise><Strong><xsl:copy-of select="$words"/></Strong></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- `part` elements, one after the other with a separator between them. -->
  <xsl:template name="join">
    <xsl:param name="parts"/>
    <xsl:param name="by" select="' · '"/>
    <xsl:for-each select="exsl:node-set($parts)/part">
      <xsl:if test="position() > 1"><xsl:value-of select="$by"/></xsl:if>
      <xsl:copy-of select="node()"/>
    </xsl:for-each>
  </xsl:template>

  <!-- One part: a fixed word, a colon, and what it says. -->
  <xsl:template name="part">
    <xsl:param name="label"/>
    <xsl:param name="value"/>
    <part>
      <xsl:value-of select="key('label', $label)"/>
      <xsl:value-of select="key('label', 'colon')"/>
      <xsl:copy-of select="$value"/>
    </part>
  </xsl:template>

  <!-- A paragraph of parts with a style of its own, and *tail* behind them; nothing at all without parts. -->
  <xsl:template name="line">
    <xsl:param name="parts"/>
    <xsl:param name="class" select="'meta'"/>
    <xsl:param name="style" select="'Meta'"/>
    <xsl:param name="tail"/>
    <xsl:if test="exsl:node-set($parts)/part">
      <Div class="{$class}">
        <xsl:call-template name="style">
          <xsl:with-param name="name" select="$style"/>
        </xsl:call-template>
        <Para>
          <xsl:call-template name="join">
            <xsl:with-param name="parts" select="$parts"/>
          </xsl:call-template>
          <xsl:copy-of select="$tail"/>
        </Para>
      </Div>
    </xsl:if>
  </xsl:template>

  <!-- A fact of one line, for `facts`. -->
  <xsl:template name="fact">
    <xsl:param name="label"/>
    <xsl:param name="value"/>
    <xsl:if test="string($value) != ''">
      <fact name="{key('label', $label)}">
        <Plain><xsl:copy-of select="$value"/></Plain>
      </fact>
    </xsl:if>
  </xsl:template>

  <!-- `fact` elements as a list on a page, and as two columns elsewhere. -->
  <xsl:template name="facts">
    <xsl:param name="facts"/>
    <xsl:variable name="rows" select="exsl:node-set($facts)/fact"/>
    <xsl:variable name="colon"><xsl:call-template name="colon"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="not($rows)"/>
      <xsl:when test="$format = 'md'">
        <BulletList>
          <xsl:for-each select="$rows">
            <item>
              <Plain>
                <Strong><xsl:value-of select="concat(@name, $colon)"/></Strong>
                <xsl:text> </xsl:text>
                <xsl:copy-of select="*[1][self::Plain]/node()"/>
              </Plain>
              <xsl:copy-of select="*[position() > 1 or not(self::Plain)]"/>
            </item>
          </xsl:for-each>
        </BulletList>
      </xsl:when>
      <xsl:when test="$format = 'html' or $format = 'epub'">
        <Div class="facts">
          <DefinitionList>
            <xsl:for-each select="$rows">
              <item>
                <term><xsl:value-of select="@name"/></term>
                <def><xsl:copy-of select="*"/></def>
              </item>
            </xsl:for-each>
          </DefinitionList>
        </Div>
      </xsl:when>
      <xsl:otherwise>
        <Table class="facts">
          <xsl:call-template name="style">
            <xsl:with-param name="name" select="'Facts'"/>
          </xsl:call-template>
          <Caption/>
          <colspecs>
            <ColSpec alignment="AlignLeft" col-width="0.24"/>
            <ColSpec alignment="AlignLeft" col-width="0.76"/>
          </colspecs>
          <TableHead/>
          <TableBody row-head-columns="1">
            <header/>
            <body>
              <xsl:for-each select="$rows">
                <Row>
                  <Cell>
                    <Plain>
                      <xsl:call-template name="strong">
                        <xsl:with-param name="words" select="string(@name)"/>
                      </xsl:call-template>
                    </Plain>
                  </Cell>
                  <Cell><xsl:copy-of select="*"/></Cell>
                </Row>
              </xsl:for-each>
            </body>
          </TableBody>
          <TableFoot/>
        </Table>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A table; *columns* are `column` elements (head, width, align), *rows* AST rows; it takes up *of-page*
       of a Word page's width; the first *row-heads* cells of a row say on a page what the row is; *of* is what it
       tells of, which on a page may hold words too long for a column. -->
  <xsl:template name="table">
    <xsl:param name="class"/>
    <xsl:param name="caption"/>
    <xsl:param name="columns"/>
    <xsl:param name="rows"/>
    <xsl:param name="of-page" select="1"/>
    <xsl:param name="row-heads" select="0"/>
    <xsl:param name="of" select="."/>
    <xsl:variable name="cols" select="exsl:node-set($columns)/column"/>
    <Table>
      <xsl:attribute name="class">
        <xsl:value-of select="$class"/>
        <xsl:if test="$of[@r:long] or /r:rendition/m:meeting-record/m:people/m:person[@r:long]"> long</xsl:if>
      </xsl:attribute>
      <xsl:call-template name="style">
        <xsl:with-param name="name" select="concat(translate(substring($class, 1, 1), 'achv', 'ACHV'), substring($class, 2))"/>
      </xsl:call-template>
      <Caption><Plain><xsl:copy-of select="$caption"/></Plain></Caption>
      <colspecs>
        <xsl:for-each select="$cols">
          <ColSpec>
            <xsl:attribute name="alignment">
              <xsl:choose>
                <xsl:when test="$format = 'html'">AlignDefault</xsl:when>
                <xsl:when test="@align"><xsl:value-of select="@align"/></xsl:when>
                <xsl:otherwise>AlignLeft</xsl:otherwise>
              </xsl:choose>
            </xsl:attribute>
            <xsl:if test="$format = 'docx' or $format = 'odt' or $format = 'pdf'">
              <xsl:attribute name="col-width">
                <xsl:value-of select="format-number($of-page * @width div sum($cols/@width), '0.0000')"/>
              </xsl:attribute>
            </xsl:if>
          </ColSpec>
        </xsl:for-each>
      </colspecs>
      <TableHead>
        <Row>
          <xsl:for-each select="$cols">
            <Cell>
              <xsl:if test="$format = 'html'"><xsl:attribute name="scope">col</xsl:attribute></xsl:if>
              <Plain><xsl:value-of select="@head"/></Plain>
            </Cell>
          </xsl:for-each>
        </Row>
      </TableHead>
      <TableBody row-head-columns="{$row-heads * ($format = 'html')}">
        <header/>
        <body><xsl:copy-of select="$rows"/></body>
      </TableBody>
      <TableFoot/>
    </Table>
  </xsl:template>

  <!-- The heading of a chapter that is not a session. -->
  <xsl:template name="heading">
    <xsl:param name="id"/>
    <xsl:param name="label"/>
    <xsl:param name="below" select="0"/>
    <Header level="{$top + $below}">
      <xsl:if test="$id"><xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute></xsl:if>
      <xsl:value-of select="key('label', $label)"/>
    </Header>
  </xsl:template>

  <!-- Dates and times in the record's language; as written where they are no real ones. -->
  <xsl:template match="@*" mode="date">
    <xsl:choose>
      <!-- In text a line does not end within a day. -->
      <xsl:when test="key('date', .) and $format = 'txt'">
        <Span class="date"><xsl:value-of select="key('date', .)/@long"/></Span>
      </xsl:when>
      <xsl:when test="key('date', .)"><xsl:value-of select="key('date', .)/@long"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="@*" mode="time">
    <xsl:choose>
      <xsl:when test="key('time', .)"><xsl:value-of select="key('time', .)/@text"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- `10:00–12:30`, or the one of them that is known; the context has starts and ends. -->
  <xsl:template name="times">
    <xsl:apply-templates select="@starts" mode="time"/>
    <xsl:if test="@ends">–</xsl:if>
    <xsl:apply-templates select="@ends" mode="time"/>
  </xsl:template>

  <xsl:template name="address">
    <xsl:param name="href"/>
    <xsl:variable name="is-safe"><xsl:apply-templates select="$href" mode="is-safe"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$is-safe = 'yes'">
        <Link class="address" href="{$href}"><xsl:value-of select="$href"/></Link>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$href"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Who may see it: the level, then what is known of it. -->
  <xsl:template match="m:access" mode="words">
    <xsl:variable name="more">
      <xsl:if test="@marking"><part><xsl:value-of select="@marking"/></part></xsl:if>
      <xsl:if test="m:basis">
        <xsl:call-template name="part">
          <xsl:with-param name="label" select="'access.basis'"/>
          <xsl:with-param name="value">
            <xsl:for-each select="m:basis">
              <xsl:if test="position() > 1">; </xsl:if>
              <xsl:value-of select="."/>
            </xsl:for-each>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:if>
      <xsl:if test="@from">
        <xsl:call-template name="part">
          <xsl:with-param name="label" select="'access.from'"/>
          <xsl:with-param name="value"><xsl:apply-templates select="@from" mode="date"/></xsl:with-param>
        </xsl:call-template>
      </xsl:if>
      <xsl:if test="@years"><part><xsl:value-of select="key('years', @years)/@text"/></part></xsl:if>
      <xsl:call-template name="value-part">
        <xsl:with-param name="label" select="'access.public_title'"/>
        <xsl:with-param name="value" select="m:public-title"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="@level = 'open'"><xsl:value-of select="key('label', 'access.open')"/></xsl:when>
      <xsl:otherwise>
        <Span class="kind"><xsl:value-of select="key('label', concat('access.', @level))"/></Span>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="exsl:node-set($more)/part">
      <xsl:text> (</xsl:text>
      <xsl:call-template name="join">
        <xsl:with-param name="parts" select="$more"/>
        <xsl:with-param name="by" select="'; '"/>
      </xsl:call-template>
      <xsl:text>)</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template match="m:access" mode="part">
    <xsl:call-template name="part">
      <xsl:with-param name="label" select="'access'"/>
      <xsl:with-param name="value"><xsl:apply-templates select="." mode="words"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- What is not for everybody stands out. -->
  <xsl:template match="m:access[@level != 'open']" mode="part">
    <part>
      <xsl:call-template name="strong">
        <xsl:with-param name="words">
          <xsl:value-of select="concat(key('label', 'access'), key('label', 'colon'))"/>
          <xsl:apply-templates select="." mode="words"/>
        </xsl:with-param>
      </xsl:call-template>
    </part>
  </xsl:template>

  <!-- The same in a line of its own, above what it marks. -->
  <xsl:template name="marking">
    <xsl:if test="m:access[@level != 'open']">
      <xsl:call-template name="line">
        <xsl:with-param name="class" select="'marking'"/>
        <xsl:with-param name="parts"><xsl:apply-templates select="m:access" mode="part"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- A note of whoever keeps the record. -->
  <xsl:template match="m:note">
    <xsl:variable name="lead">
      <part>
        <xsl:value-of select="key('label', concat('note.', @kind))"/>
        <xsl:if test="not(@kind)"><xsl:value-of select="key('label', 'note.plain')"/></xsl:if>
      </part>
      <xsl:if test="@date"><part><xsl:apply-templates select="@date" mode="date"/></part></xsl:if>
      <xsl:if test="m:by"><part><xsl:apply-templates select="m:by" mode="name"/></part></xsl:if>
      <xsl:if test="m:access"><part><xsl:apply-templates select="m:access" mode="words"/></part></xsl:if>
    </xsl:variable>
    <Div class="note">
      <xsl:call-template name="style"><xsl:with-param name="name" select="'Note'"/></xsl:call-template>
      <xsl:apply-templates select="m:body" mode="led">
        <xsl:with-param name="lead">
          <xsl:call-template name="strong">
            <xsl:with-param name="words">
              <xsl:call-template name="join">
                <xsl:with-param name="parts" select="$lead"/>
                <xsl:with-param name="by" select="', '"/>
              </xsl:call-template>
              <xsl:call-template name="colon"/>
            </xsl:with-param>
          </xsl:call-template>
          <xsl:text> </xsl:text>
        </xsl:with-param>
      </xsl:apply-templates>
    </Div>
  </xsl:template>

  <!-- The colon without the space after it. -->
  <xsl:template name="colon">
    <xsl:variable name="colon" select="key('label', 'colon')"/>
    <xsl:value-of select="substring($colon, 1, string-length($colon) - 1)"/>
  </xsl:template>

  <xsl:template match="m:notes" mode="chapter">
    <Div class="section" id="_notes">
      <xsl:call-template name="heading"><xsl:with-param name="label" select="'notes'"/></xsl:call-template>
      <xsl:apply-templates select="m:note"/>
    </Div>
  </xsl:template>

</xsl:stylesheet>
