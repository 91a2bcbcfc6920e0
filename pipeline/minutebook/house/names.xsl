<?xml version="1.0" encoding="UTF-8"?>
<!-- Names and places in words: what a key or an id of the record stands for. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <!-- Who is meant: the name of a key, or the name as written. -->
  <xsl:template match="*" mode="name">
    <xsl:choose>
      <xsl:when test="@name"><xsl:value-of select="@name"/></xsl:when>
      <xsl:when test="key('person', @person)">
        <xsl:value-of select="key('person', @person)/m:name"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="@person"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="names">
    <xsl:param name="of"/>
    <xsl:for-each select="$of">
      <xsl:if test="position() > 1">, </xsl:if>
      <xsl:apply-templates select="." mode="name"/>
    </xsl:for-each>
  </xsl:template>

  <!-- A part that names people; nothing where nobody is named. -->
  <xsl:template name="people-part">
    <xsl:param name="label"/>
    <xsl:param name="of"/>
    <xsl:if test="$of">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="$label"/>
        <xsl:with-param name="value">
          <xsl:call-template name="names"><xsl:with-param name="of" select="$of"/></xsl:call-template>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- A part with a plain value; nothing where there is none. -->
  <xsl:template name="value-part">
    <xsl:param name="label"/>
    <xsl:param name="value"/>
    <xsl:if test="$value">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="$label"/>
        <xsl:with-param name="value" select="string($value)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- A place in this record: a session by its heading, an item by its id. -->
  <xsl:template name="place">
    <xsl:param name="id"/>
    <xsl:variable name="target" select="key('anchor', $id)[@r:anchor]"/>
    <xsl:choose>
      <xsl:when test="$target">
        <Link href="#{$target/@r:anchor}">
          <xsl:choose>
            <xsl:when test="$target/m:title">
              <xsl:if test="$target/@number"><xsl:value-of select="concat($target/@number, ' ')"/></xsl:if>
              <xsl:value-of select="$target/m:title"/>
            </xsl:when>
            <xsl:otherwise><xsl:value-of select="$id"/></xsl:otherwise>
          </xsl:choose>
        </Link>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$id"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="place-part">
    <xsl:param name="label"/>
    <xsl:param name="id"/>
    <xsl:if test="$id">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="$label"/>
        <xsl:with-param name="value">
          <xsl:call-template name="place"><xsl:with-param name="id" select="$id"/></xsl:call-template>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Several ids of actions, in one part. -->
  <xsl:template name="places-part">
    <xsl:param name="label"/>
    <xsl:param name="of"/>
    <xsl:if test="$of">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="$label"/>
        <xsl:with-param name="value">
          <xsl:for-each select="$of">
            <xsl:if test="position() > 1">, </xsl:if>
            <xsl:call-template name="place">
              <xsl:with-param name="id" select="string(.)"/>
            </xsl:call-template>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="strand-title">
    <xsl:param name="key"/>
    <xsl:choose>
      <xsl:when test="key('strand', $key)"><xsl:value-of select="key('strand', $key)/m:title"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$key"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
