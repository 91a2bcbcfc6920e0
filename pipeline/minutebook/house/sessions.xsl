<?xml version="1.0" encoding="UTF-8"?>
<!-- The parts of a meeting that have a heading, and what stands below it. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <xsl:template match="m:session | m:background | m:closing | m:principles">
    <xsl:variable name="title"><xsl:apply-templates select="." mode="title"/></xsl:variable>
    <xsl:variable name="headed" select="@number or string($title) != ''"/>
    <xsl:variable name="depth" select="count(ancestor::m:session | ancestor::m:background
        | ancestor::m:closing | ancestor::m:principles | ancestor::m:next-steps)"/>
    <Div id="{@r:anchor}">
      <xsl:attribute name="class">
        <xsl:if test="$headed">section </xsl:if>
        <xsl:text>session</xsl:text>
      </xsl:attribute>
      <xsl:if test="$headed">
        <Header level="{$top + $depth}">
          <xsl:if test="@number"><Span class="number"><xsl:value-of select="@number"/></Span></xsl:if>
          <xsl:if test="@number and string($title) != ''"><xsl:text> </xsl:text></xsl:if>
          <xsl:value-of select="$title"/>
        </Header>
      </xsl:if>
      <xsl:call-template name="permalink-block"/>
      <xsl:call-template name="marking"/>
      <xsl:call-template name="line">
        <xsl:with-param name="parts"><xsl:call-template name="session-parts"/></xsl:with-param>
      </xsl:call-template>
      <xsl:apply-templates select="m:body" mode="blocks"/>
      <xsl:apply-templates select="m:items/*" mode="item"/>
      <xsl:apply-templates select="m:sessions/m:session"/>
      <xsl:apply-templates select="m:notes/m:note"/>
    </Div>
  </xsl:template>

  <xsl:template match="m:next-steps">
    <Div class="section" id="_next-steps">
      <xsl:call-template name="heading"><xsl:with-param name="label" select="'next_steps'"/></xsl:call-template>
      <xsl:apply-templates select="m:session"/>
    </Div>
  </xsl:template>

  <!-- A heading's words: its title, or else its strand's, or else the sort of business. -->
  <xsl:template match="m:session | m:background | m:closing | m:principles" mode="title">
    <xsl:choose>
      <xsl:when test="m:title"><xsl:value-of select="m:title"/></xsl:when>
      <xsl:when test="@strand">
        <xsl:call-template name="strand-title"><xsl:with-param name="key" select="@strand"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="not(self::m:session)"><xsl:value-of select="key('label', local-name())"/></xsl:when>
      <xsl:when test="@kind"><xsl:value-of select="key('label', concat('session.', @kind))"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="m:session | m:background | m:closing | m:principles" mode="heading">
    <xsl:variable name="title"><xsl:apply-templates select="." mode="title"/></xsl:variable>
    <xsl:value-of select="@number"/>
    <xsl:if test="@number and string($title) != ''"><xsl:text> </xsl:text></xsl:if>
    <xsl:value-of select="$title"/>
  </xsl:template>

  <!-- What is known of a session besides its heading and its words. -->
  <xsl:template name="session-parts">
    <xsl:variable name="title"><xsl:apply-templates select="." mode="title"/></xsl:variable>
    <xsl:variable name="kind" select="string(key('label', concat('session.', @kind)))"/>
    <xsl:if test="@kind and $kind != '' and $kind != string($title)
        and not(@kind = local-name() or @kind = local-name(..))">
      <part><xsl:value-of select="$kind"/></part>
    </xsl:if>
    <xsl:if test="@date"><part><xsl:apply-templates select="@date" mode="date"/></part></xsl:if>
    <xsl:if test="@starts or @ends"><part><xsl:call-template name="times"/></part></xsl:if>
    <xsl:if test="@minutes-allotted">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="'session.allotted'"/>
        <xsl:with-param name="value" select="string(key('minutes', @minutes-allotted)/@text)"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="people-part">
      <xsl:with-param name="label" select="'session.led_by'"/>
      <xsl:with-param name="of" select="m:led-by"/>
    </xsl:call-template>
    <xsl:call-template name="people-part">
      <xsl:with-param name="label" select="'session.to'"/>
      <xsl:with-param name="of" select="m:to"/>
    </xsl:call-template>
    <xsl:call-template name="session-strand"><xsl:with-param name="title" select="$title"/></xsl:call-template>
    <xsl:if test="@stance and not(.//m:principle)">
      <part><xsl:value-of select="key('label', concat('stance.', @stance))"/></part>
    </xsl:if>
    <xsl:call-template name="value-part">
      <xsl:with-param name="label" select="'session.purpose'"/>
      <xsl:with-param name="value" select="m:purpose"/>
    </xsl:call-template>
    <xsl:apply-templates select="m:resumes" mode="part"/>
    <xsl:call-template name="papers-part"/>
    <xsl:call-template name="value-part">
      <xsl:with-param name="label" select="'recording_at'"/>
      <xsl:with-param name="value" select="@recording-at"/>
    </xsl:call-template>
    <xsl:apply-templates select="m:access[@level = 'open']" mode="part"/>
  </xsl:template>

  <!-- A strand is named unless the heading names it, or the session around it does. -->
  <xsl:template name="session-strand">
    <xsl:param name="title"/>
    <xsl:variable name="strand">
      <xsl:if test="@strand">
        <xsl:call-template name="strand-title"><xsl:with-param name="key" select="@strand"/></xsl:call-template>
      </xsl:if>
    </xsl:variable>
    <xsl:if test="@strand and string($strand) != string($title)
        and not(@strand = ancestor::*[@strand][1]/@strand)">
      <xsl:call-template name="strand-part"><xsl:with-param name="key" select="@strand"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="m:resumes" mode="part">
    <xsl:call-template name="part">
      <xsl:with-param name="label" select="'session.resumes'"/>
      <xsl:with-param name="value">
        <xsl:value-of select="@record"/>
        <xsl:if test="@session"><xsl:value-of select="concat(', ', @session)"/></xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
