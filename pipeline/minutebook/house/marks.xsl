<?xml version="1.0" encoding="UTF-8"?>
<!-- What only a page has: a link to each place, a summary at the top, and the way back to it. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <!-- A link that is seen when the place is pointed at or reached by the keyboard. It holds no
       words, so that none are copied with the text: the style sheet gives it a sign. -->
  <xsl:template name="permalink">
    <xsl:if test="$format = 'html' and @r:anchor">
      <Link class="permalink" href="#{@r:anchor}">
        <xsl:attribute name="aria-label">
          <xsl:value-of select="key('label', 'page.permalink')"/>
          <xsl:variable name="name"><xsl:apply-templates select="." mode="place-name"/></xsl:variable>
          <xsl:if test="normalize-space($name) != ''">
            <xsl:value-of select="concat(key('label', 'colon'), normalize-space($name))"/>
          </xsl:if>
        </xsl:attribute>
      </Link>
    </xsl:if>
  </xsl:template>

  <xsl:template name="permalink-block">
    <xsl:if test="$format = 'html' and @r:anchor">
      <Plain><xsl:call-template name="permalink"/></Plain>
    </xsl:if>
  </xsl:template>

  <xsl:template name="back">
    <xsl:if test="$format = 'html' and @r:short and $document = 'note'">
      <Link class="back" href="#_to-{@r:anchor}">
        <xsl:attribute name="aria-label">
          <xsl:value-of select="concat(key('label', 'page.back'), key('label', 'colon'))"/>
          <xsl:variable name="name"><xsl:apply-templates select="." mode="place-name"/></xsl:variable>
          <xsl:value-of select="normalize-space($name)"/>
        </xsl:attribute>
      </Link>
    </xsl:if>
  </xsl:template>

  <!-- Both, behind the words of an entry or a cell. -->
  <xsl:template name="marks">
    <xsl:call-template name="back"/>
    <xsl:call-template name="permalink"/>
  </xsl:template>

  <!-- What a place is called: by its heading, or by its kind, number and id. -->
  <xsl:template match="m:session | m:background | m:closing | m:principles" mode="place-name">
    <xsl:apply-templates select="." mode="heading"/>
  </xsl:template>
  <xsl:template match="m:text | m:transcript" mode="place-name"><xsl:value-of select="@id"/></xsl:template>
  <xsl:template match="m:principle" mode="place-name"><xsl:value-of select="concat(@number, ' ', @id)"/></xsl:template>
  <xsl:template match="*" mode="place-name">
    <xsl:apply-templates select="." mode="one"/>
    <xsl:value-of select="concat(' ', @number, ' ', @id)"/>
  </xsl:template>

  <xsl:template name="summary">
    <xsl:variable name="decided" select=".//m:decision[@r:short] | .//m:motion[@r:short] | .//m:election[@r:short]"/>
    <xsl:variable name="actions" select=".//m:action[@r:short]"/>
    <xsl:variable name="questions" select=".//m:question[@r:short]"/>
    <xsl:if test="$format = 'html' and $document = 'note' and ($decided or $actions or $questions)">
      <Div class="section summary" id="_summary">
        <xsl:call-template name="heading"><xsl:with-param name="label" select="'summary'"/></xsl:call-template>
        <xsl:call-template name="summary-part">
          <xsl:with-param name="label" select="'summary.decisions'"/>
          <xsl:with-param name="of" select="$decided"/>
        </xsl:call-template>
        <xsl:call-template name="summary-part">
          <xsl:with-param name="label" select="'actions'"/>
          <xsl:with-param name="of" select="$actions"/>
        </xsl:call-template>
        <xsl:call-template name="summary-part">
          <xsl:with-param name="label" select="'summary.questions'"/>
          <xsl:with-param name="of" select="$questions"/>
        </xsl:call-template>
      </Div>
    </xsl:if>
  </xsl:template>

  <xsl:template name="summary-part">
    <xsl:param name="label"/>
    <xsl:param name="of"/>
    <xsl:if test="$of">
      <xsl:call-template name="heading">
        <xsl:with-param name="label" select="$label"/>
        <xsl:with-param name="below" select="1"/>
      </xsl:call-template>
      <BulletList>
        <xsl:for-each select="$of">
          <item>
            <Plain>
              <Span id="_to-{@r:anchor}"/>
              <xsl:call-template name="summary-id"/>
              <Link href="#{@r:anchor}">
                <xsl:value-of select="@r:short"/>
                <xsl:if test="@r:short = ''"><xsl:apply-templates select="." mode="one"/></xsl:if>
              </Link>
            </Plain>
            <xsl:call-template name="line">
              <xsl:with-param name="parts"><xsl:apply-templates select="." mode="summary"/></xsl:with-param>
            </xsl:call-template>
          </item>
        </xsl:for-each>
      </BulletList>
    </xsl:if>
  </xsl:template>

  <xsl:template name="summary-id">
    <xsl:if test="@number or @id">
      <xsl:call-template name="strong">
        <xsl:with-param name="words">
          <xsl:value-of select="@number"/>
          <xsl:if test="@number and @id"><xsl:text> </xsl:text></xsl:if>
          <xsl:value-of select="@id"/>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- What is told of each besides its words. -->
  <xsl:template match="m:decision" mode="summary">
    <xsl:if test="@outcome"><part><xsl:value-of select="key('label', concat('outcome.', @outcome))"/></part></xsl:if>
    <xsl:call-template name="summary-strand"/>
  </xsl:template>
  <xsl:template match="m:motion" mode="summary">
    <part><xsl:value-of select="key('label', 'item.motion')"/></part>
    <xsl:if test="@result"><part><xsl:value-of select="key('label', concat('result.', @result))"/></part></xsl:if>
    <xsl:call-template name="summary-strand"/>
  </xsl:template>
  <xsl:template match="m:election" mode="summary">
    <xsl:call-template name="people-part">
      <xsl:with-param name="label" select="'election.elected'"/>
      <xsl:with-param name="of" select="m:elected"/>
    </xsl:call-template>
    <xsl:call-template name="summary-strand"/>
  </xsl:template>
  <xsl:template match="m:action" mode="summary">
    <xsl:call-template name="people-part">
      <xsl:with-param name="label" select="'action.owner'"/>
      <xsl:with-param name="of" select="m:owner"/>
    </xsl:call-template>
    <xsl:if test="@due or m:due-text">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="'action.due'"/>
        <xsl:with-param name="value"><xsl:call-template name="due"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <part><xsl:call-template name="action-status"/></part>
    <xsl:call-template name="summary-strand"/>
  </xsl:template>
  <xsl:template match="m:question" mode="summary">
    <xsl:if test="m:by"><part><xsl:apply-templates select="m:by" mode="name"/></part></xsl:if>
    <xsl:if test="@status = 'deferred'"><part><xsl:value-of select="key('label', 'question.status.deferred')"/></part></xsl:if>
    <xsl:call-template name="summary-strand"/>
  </xsl:template>

  <xsl:template name="summary-strand">
    <xsl:call-template name="strand-part">
      <xsl:with-param name="key" select="ancestor-or-self::*[@strand][1]/@strand"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A strand looks the same wherever it is named, and is always named in words. -->
  <xsl:template name="strand-part">
    <xsl:param name="key"/>
    <xsl:if test="$key">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="'strand'"/>
        <xsl:with-param name="value">
          <xsl:variable name="title">
            <xsl:call-template name="strand-title"><xsl:with-param name="key" select="$key"/></xsl:call-template>
          </xsl:variable>
          <xsl:choose>
            <xsl:when test="$format = 'html'"><Span class="strand"><xsl:value-of select="$title"/></Span></xsl:when>
            <xsl:otherwise><xsl:value-of select="$title"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
