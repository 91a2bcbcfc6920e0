<?xml version="1.0" encoding="UTF-8"?>
<!-- Papers, links and pictures, and the strands of work. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <xsl:template match="m:meeting-record/m:papers">
    <Div class="section" id="_papers">
      <xsl:call-template name="heading"><xsl:with-param name="label" select="'papers'"/></xsl:call-template>
      <BulletList>
        <xsl:for-each select="m:paper">
          <item>
            <Plain><xsl:apply-templates select="." mode="words"/></Plain>
          </item>
        </xsl:for-each>
      </BulletList>
    </Div>
  </xsl:template>

  <!-- A paper with all that is known of it, in a line. -->
  <xsl:template match="m:paper" mode="words">
    <xsl:variable name="more"><xsl:call-template name="paper-parts"/></xsl:variable>
    <xsl:if test="@number"><xsl:value-of select="concat(@number, ' ')"/></xsl:if>
    <xsl:call-template name="paper-title"/>
    <xsl:if test="exsl:node-set($more)/part">
      <xsl:text> (</xsl:text>
      <xsl:call-template name="join">
        <xsl:with-param name="parts" select="$more"/>
        <xsl:with-param name="by" select="', '"/>
      </xsl:call-template>
      <xsl:text>)</xsl:text>
    </xsl:if>
    <xsl:if test="m:description">. <xsl:value-of select="m:description"/></xsl:if>
    <xsl:if test="@digest">
      <xsl:text> </xsl:text>
      <Span class="digest"><xsl:value-of select="key('label', 'paper.digest')"/>
      <xsl:value-of select="key('label', 'colon')"/>
      <Code><xsl:value-of select="substring-after(@digest, ':')"/></Code></Span>
    </xsl:if>
  </xsl:template>

  <xsl:template name="paper-title">
    <xsl:variable name="title">
      <xsl:choose>
        <xsl:when test="@language">
          <Span lang="{@language}"><xsl:value-of select="m:title"/></Span>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="m:title"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="is-safe"><xsl:apply-templates select="@href" mode="is-safe"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$is-safe = 'yes'"><Link href="{@href}"><xsl:copy-of select="$title"/></Link></xsl:when>
      <xsl:otherwise>
        <xsl:copy-of select="$title"/>
        <xsl:if test="@href"><xsl:value-of select="concat(' (', @href, ')')"/></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="paper-parts">
    <xsl:if test="@kind"><part><xsl:value-of select="key('label', concat('paper.kind.', @kind))"/></part></xsl:if>
    <xsl:if test="@date"><part><xsl:apply-templates select="@date" mode="date"/></part></xsl:if>
    <xsl:if test="m:by"><part><xsl:apply-templates select="m:by" mode="name"/></part></xsl:if>
    <xsl:if test="@language">
      <part>
        <xsl:value-of select="key('label', 'language')"/>
        <xsl:value-of select="key('label', 'colon')"/>
        <xsl:value-of select="@r:language"/>
      </part>
    </xsl:if>
    <xsl:if test="@file"><part><xsl:value-of select="@file"/></part></xsl:if>
    <xsl:if test="@media-type"><part><xsl:value-of select="@media-type"/></part></xsl:if>
    <xsl:apply-templates select="m:access" mode="part"/>
  </xsl:template>

  <!-- A paper as a session or item names it: by key, in words, or in place. -->
  <xsl:template match="m:paper" mode="reference">
    <xsl:variable name="paper" select="key('paper', @paper)"/>
    <xsl:choose>
      <xsl:when test="$paper">
        <xsl:for-each select="$paper">
          <xsl:if test="@number"><xsl:value-of select="concat(@number, ' ')"/></xsl:if>
          <!-- In a text its address is given once, in the list of papers. -->
          <xsl:choose>
            <xsl:when test="$format = 'txt'"><xsl:value-of select="m:title"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="paper-title"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="@paper"><xsl:value-of select="@paper"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="words"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="papers-part">
    <xsl:if test="m:paper">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="'papers'"/>
        <xsl:with-param name="value">
          <xsl:for-each select="m:paper">
            <xsl:if test="position() > 1">; </xsl:if>
            <xsl:apply-templates select="." mode="reference"/>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="m:strands">
    <Div class="section" id="_strands">
      <xsl:call-template name="heading"><xsl:with-param name="label" select="'strands'"/></xsl:call-template>
      <BulletList>
        <xsl:for-each select="m:strand">
          <item>
            <Plain>
              <xsl:variable name="more">
                <xsl:call-template name="people-part">
                  <xsl:with-param name="label" select="'strand.lead'"/>
                  <xsl:with-param name="of" select="m:lead"/>
                </xsl:call-template>
                <xsl:apply-templates select="m:access" mode="part"/>
              </xsl:variable>
              <xsl:call-template name="strong">
                <xsl:with-param name="words" select="string(m:title)"/>
              </xsl:call-template>
              <xsl:if test="exsl:node-set($more)/part"> · </xsl:if>
              <xsl:call-template name="join"><xsl:with-param name="parts" select="$more"/></xsl:call-template>
            </Plain>
            <xsl:apply-templates select="m:description" mode="blocks"/>
          </item>
        </xsl:for-each>
      </BulletList>
    </Div>
  </xsl:template>

</xsl:stylesheet>
