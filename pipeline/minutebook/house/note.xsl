<?xml version="1.0" encoding="UTF-8"?>
<!--
  A meeting record as pandoc's XML form of its AST.

  The source is a `rendition` (see minutebook.render.rendition): the format, the fixed words and the
  written dates of the record's language, and the record itself. Inline content is written without
  any added white space, since pandoc would read it as words.

  Everything in a record is shown but three things: keys, where a name stands for them; the ids of
  sessions, which are anchors; and `extensions`, which are foreign data that nobody said how to read.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:include href="parts.xsl"/>
  <xsl:include href="names.xsl"/>
  <xsl:include href="metadata.xsl"/>
  <xsl:include href="head.xsl"/>
  <xsl:include href="people.xsl"/>
  <xsl:include href="papers.xsl"/>
  <xsl:include href="sessions.xsl"/>
  <xsl:include href="items.xsl"/>
  <xsl:include href="decisions.xsl"/>
  <xsl:include href="actions.xsl"/>
  <xsl:include href="control.xsl"/>
  <xsl:include href="rich.xsl"/>
  <xsl:include href="marks.xsl"/>

  <xsl:key name="label" match="r:label" use="@key"/>
  <xsl:key name="date" match="r:date" use="@iso"/>
  <xsl:key name="time" match="r:time" use="@iso"/>
  <xsl:key name="minutes" match="r:minutes" use="@count"/>
  <xsl:key name="years" match="r:years" use="@count"/>
  <xsl:key name="run" match="*[@r:run]" use="@r:run"/>
  <xsl:key name="anchor" match="*[@id]" use="@id"/>
  <xsl:key name="person" match="m:people/m:person" use="@key"/>
  <xsl:key name="colleague" match="m:people/m:person" use="concat(@attendance, ' ', m:organisation)"/>
  <xsl:key name="strand" match="m:strands/m:strand" use="@key"/>
  <xsl:key name="footnote" match="m:footnote" use="concat(generate-id(..), ' ', @id)"/>
  <xsl:key name="paper" match="m:meeting-record/m:papers/m:paper" use="@key"/>

  <xsl:variable name="format" select="/r:rendition/@format"/>
  <xsl:variable name="document" select="/r:rendition/@document"/>
  <xsl:variable name="audience" select="/r:rendition/@audience"/>

  <!-- Where the title has a style or a page of its own, the headings begin at the first level. -->
  <xsl:variable name="top">
    <xsl:choose>
      <xsl:when test="$format = 'docx' or $format = 'odt' or $format = 'pdf' or $format = 'epub'">1</xsl:when>
      <xsl:otherwise>2</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template match="/">
    <xsl:apply-templates select="r:rendition/m:meeting-record"/>
  </xsl:template>

  <xsl:template match="m:meeting-record">
    <Pandoc api-version="1,23,1,1">
      <meta>
        <xsl:call-template name="metadata"/>
      </meta>
      <blocks>
        <xsl:call-template name="head"/>
        <xsl:call-template name="summary"/>
        <xsl:call-template name="attendance"/>
        <xsl:apply-templates select="m:papers"/>
        <xsl:apply-templates select="m:strands"/>
        <xsl:apply-templates select="m:background"/>
        <xsl:apply-templates select="m:sessions/m:session"/>
        <xsl:apply-templates select="m:next-steps"/>
        <xsl:apply-templates select="m:closing"/>
        <xsl:apply-templates select="m:principles"/>
        <xsl:apply-templates select="m:notes" mode="chapter"/>
        <xsl:apply-templates select="m:approval"/>
        <xsl:apply-templates select="m:meeting/m:next"/>
        <xsl:apply-templates select="m:publication"/>
        <xsl:call-template name="control"/>
      </blocks>
    </Pandoc>
  </xsl:template>

</xsl:stylesheet>
