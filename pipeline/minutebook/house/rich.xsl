<?xml version="1.0" encoding="UTF-8"?>
<!-- Rich text: blocks and inlines, one for one. Nothing here adds or drops a word. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <!-- A field's blocks; `turn` is met in transcripts only. -->
  <xsl:template match="*" mode="blocks">
    <xsl:apply-templates select="*[not(self::m:footnote)]"/>
  </xsl:template>

  <!-- The same with some words before and marks behind them, in the first paragraph where there is one; in a cell or
       in the entry of a list that paragraph is a `Plain`, which has no room around it. -->
  <xsl:template match="*" mode="led">
    <xsl:param name="lead"/>
    <xsl:param name="tail"/>
    <xsl:param name="paragraph" select="'Para'"/>
    <xsl:variable name="blocks" select="*[not(self::m:footnote)]"/>
    <xsl:variable name="run-in" select="$blocks[1][self::m:p]"/>
    <xsl:choose>
      <xsl:when test="$run-in">
        <xsl:element name="{$paragraph}">
          <xsl:copy-of select="$lead"/>
          <xsl:apply-templates select="$run-in/node()"/>
          <xsl:copy-of select="$tail"/>
        </xsl:element>
      </xsl:when>
      <xsl:when test="exsl:node-set($lead)/node()">
        <xsl:element name="{$paragraph}"><xsl:copy-of select="$lead"/><xsl:copy-of select="$tail"/></xsl:element>
      </xsl:when>
    </xsl:choose>
    <xsl:apply-templates select="$blocks[not($run-in) or position() > 1]"/>
  </xsl:template>

  <xsl:template match="m:p"><Para><xsl:apply-templates/></Para></xsl:template>
  <xsl:template match="m:list[@tight = 'yes']/m:item/m:p" priority="1">
    <Plain><xsl:apply-templates/></Plain>
  </xsl:template>

  <xsl:template match="m:list">
    <BulletList><xsl:apply-templates select="m:item"/></BulletList>
  </xsl:template>
  <xsl:template match="m:list[@kind = 'number']">
    <OrderedList number-style="Decimal" number-delim="Period" start="1">
      <xsl:if test="@start"><xsl:attribute name="start"><xsl:value-of select="@start"/></xsl:attribute></xsl:if>
      <xsl:apply-templates select="m:item"/>
    </OrderedList>
  </xsl:template>
  <xsl:template match="m:list/m:item"><item><xsl:apply-templates select="*"/></item></xsl:template>

  <xsl:template match="m:quote">
    <BlockQuote><xsl:apply-templates select="*"/></BlockQuote>
  </xsl:template>
  <xsl:template match="m:rule"><HorizontalRule/></xsl:template>
  <!-- Not as a class: pandoc would colour the words and give every line an id. -->
  <xsl:template match="m:code-block">
    <CodeBlock>
      <xsl:if test="@language and $format = 'html'">
        <xsl:attribute name="language"><xsl:value-of select="@language"/></xsl:attribute>
      </xsl:if>
      <xsl:value-of select="."/>
    </CodeBlock>
  </xsl:template>

  <!-- On a page a table of many columns moves within itself, so that the page need not. -->
  <xsl:template match="m:table" priority="1">
    <xsl:choose>
      <xsl:when test="$format = 'html' and (m:head | m:row | m:head/m:row)[count(m:cell) > 6]">
        <Div class="wide" role="region" tabindex="0" aria-label="{key('label', 'page.table')}">
          <xsl:apply-templates select="." mode="table"/>
        </Div>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="table"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="m:table" mode="table">
    <Table>
      <xsl:if test="@r:long"><xsl:attribute name="class">long</xsl:attribute></xsl:if>
      <Caption/>
      <colspecs>
        <xsl:for-each select="(m:head/m:row | m:head[not(m:row)] | m:row)[1]/m:cell">
          <ColSpec><xsl:call-template name="aligned"/></ColSpec>
        </xsl:for-each>
      </colspecs>
      <TableHead>
        <xsl:apply-templates select="m:head/m:row | m:head[not(m:row)]" mode="row"/>
      </TableHead>
      <TableBody row-head-columns="0">
        <header/>
        <body><xsl:apply-templates select="m:row" mode="row"/></body>
      </TableBody>
      <TableFoot/>
    </Table>
  </xsl:template>

  <xsl:template match="*" mode="row">
    <Row>
      <xsl:for-each select="m:cell">
        <Cell>
          <xsl:call-template name="aligned"/>
          <xsl:if test="$format = 'html' and ancestor::m:head">
            <xsl:attribute name="scope">col</xsl:attribute>
          </xsl:if>
          <Plain><xsl:apply-templates/></Plain>
        </Cell>
      </xsl:for-each>
    </Row>
  </xsl:template>

  <!-- A page says it by a class: its policy lets no element have a style of its own. -->
  <xsl:template name="aligned">
    <xsl:variable name="alignment"><xsl:call-template name="alignment"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$format != 'html'">
        <xsl:attribute name="alignment"><xsl:value-of select="$alignment"/></xsl:attribute>
      </xsl:when>
      <xsl:otherwise>
        <xsl:attribute name="alignment">AlignDefault</xsl:attribute>
        <xsl:if test="@align and self::m:cell"><xsl:attribute name="class"><xsl:value-of select="@align"/></xsl:attribute></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="alignment">
    <xsl:choose>
      <xsl:when test="@align = 'left'">AlignLeft</xsl:when>
      <xsl:when test="@align = 'right'">AlignRight</xsl:when>
      <xsl:when test="@align = 'center'">AlignCenter</xsl:when>
      <xsl:otherwise>AlignDefault</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="m:em"><Emph><xsl:apply-templates/></Emph></xsl:template>
  <xsl:template match="m:strong"><Strong><xsl:apply-templates/></Strong></xsl:template>
  <xsl:template match="m:strike"><Strikeout><xsl:apply-templates/></Strikeout></xsl:template>
  <xsl:template match="m:code"><Code><xsl:value-of select="."/></Code></xsl:template>
  <xsl:template match="m:break"><LineBreak/></xsl:template>

  <!-- A link leads only where the archive's grammar lets it; any other address is shown as text. -->
  <xsl:template match="@*" mode="is-safe">
    <xsl:variable name="href" select="translate(., 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"/>
    <xsl:if test="starts-with($href, 'https://') or starts-with($href, 'http://')
        or starts-with($href, 'mailto:') or starts-with($href, 'tel:')">yes</xsl:if>
  </xsl:template>

  <xsl:template match="m:link">
    <xsl:variable name="is-safe"><xsl:apply-templates select="@href" mode="is-safe"/></xsl:variable>
    <xsl:variable name="target" select="key('anchor', substring-after(@href, '#'))[@r:anchor]"/>
    <xsl:choose>
      <xsl:when test="starts-with(@href, '#') and $target">
        <Link href="#{$target/@r:anchor}"><xsl:apply-templates/></Link>
      </xsl:when>
      <xsl:when test="$is-safe = 'yes'">
        <Link href="{@href}">
          <xsl:copy-of select="@title"/>
          <xsl:apply-templates/>
        </Link>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates/>
        <xsl:if test="not(starts-with(@href, '#'))"><xsl:value-of select="concat(' (', @href, ')')"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The field that holds the reference holds the note; a note within a note would never end. -->
  <xsl:template match="m:note-ref">
    <xsl:variable name="id" select="@id"/>
    <xsl:variable name="holder" select="ancestor::*[key('footnote', concat(generate-id(), ' ', $id))][1]"/>
    <xsl:variable name="note" select="key('footnote', concat(generate-id($holder), ' ', $id))"/>
    <xsl:choose>
      <xsl:when test="$note and not(ancestor::m:footnote)">
        <Note><xsl:apply-templates select="$note[1]/*"/></Note>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('[', @id, ']')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
