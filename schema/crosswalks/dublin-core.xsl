<?xml version="1.0" encoding="UTF-8"?>
<!--
  What a catalogue needs of a meeting record, as Dublin Core: the fifteen elements, and of the terms
  those that say how records follow one another. The words of the meeting are not in it.
  docs/explanation/crosswalks.md says what comes from where.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:dcterms="http://purl.org/dc/terms/"
    exclude-result-prefixes="m">

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <xsl:template match="/m:meeting-record">
    <metadata>
      <dc:identifier><xsl:value-of select="@id"/></dc:identifier>
      <!-- A catalogue is read by all: a title that is not for all is not in it. -->
      <dc:title><xsl:value-of select="(m:access/m:public-title | m:title[not(../m:access/m:public-title)])[1]"/></dc:title>
      <xsl:for-each select="m:management/m:creator">
        <dc:creator><xsl:value-of select="."/></dc:creator>
      </xsl:for-each>
      <dc:date><xsl:value-of select="m:meeting/@date"/></dc:date>
      <xsl:for-each select="m:management/@created">
        <dcterms:created><xsl:value-of select="."/></dcterms:created>
      </xsl:for-each>
      <xsl:for-each select="m:management/@issued">
        <dcterms:issued><xsl:value-of select="."/></dcterms:issued>
      </xsl:for-each>
      <xsl:for-each select="m:management/m:classification">
        <dc:subject><xsl:value-of select="@code"/></dc:subject>
      </xsl:for-each>
      <xsl:for-each select="m:management//m:keyword">
        <dc:subject><xsl:value-of select="."/></dc:subject>
      </xsl:for-each>
      <xsl:for-each select="m:meeting/m:kind | m:meeting/m:series">
        <dc:description><xsl:value-of select="."/></dc:description>
      </xsl:for-each>
      <xsl:for-each select="m:meeting/m:venue/m:name">
        <dc:coverage><xsl:value-of select="."/></dc:coverage>
      </xsl:for-each>
      <dc:type>Text</dc:type>
      <dc:format>application/xml</dc:format>
      <xsl:for-each select="@language"><dc:language><xsl:value-of select="."/></dc:language></xsl:for-each>
      <xsl:for-each select="m:management/m:rights">
        <dc:rights><xsl:value-of select="."/></dc:rights>
      </xsl:for-each>
      <xsl:for-each select="m:access">
        <dcterms:accessRights><xsl:value-of select="@level"/></dcterms:accessRights>
      </xsl:for-each>
      <xsl:for-each select="@supersedes | m:supersedes">
        <dcterms:replaces><xsl:value-of select="."/></dcterms:replaces>
      </xsl:for-each>
      <xsl:for-each select="@superseded-by | m:superseded-by">
        <dcterms:isReplacedBy><xsl:value-of select="."/></dcterms:isReplacedBy>
      </xsl:for-each>
      <xsl:for-each select="@translation-of | m:translation-of">
        <dcterms:isVersionOf><xsl:value-of select="."/></dcterms:isVersionOf>
      </xsl:for-each>
    </metadata>
  </xsl:template>
</xsl:stylesheet>
