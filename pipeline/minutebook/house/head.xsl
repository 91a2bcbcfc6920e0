<?xml version="1.0" encoding="UTF-8"?>
<!-- What was held, when, where and by whom. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <xsl:template name="head">
    <xsl:if test="$format = 'txt' or $format = 'md'">
      <Header level="1"><xsl:value-of select="m:title"/></Header>
      <Para><xsl:call-template name="subtitle"/></Para>
    </xsl:if>
    <xsl:call-template name="banner"/>
    <xsl:call-template name="facts">
      <xsl:with-param name="facts"><xsl:apply-templates select="m:meeting" mode="facts"/></xsl:with-param>
    </xsl:call-template>
    <xsl:apply-templates select="m:meeting/m:notice"/>
  </xsl:template>

  <xsl:template name="subtitle">
    <xsl:variable name="parts">
      <xsl:for-each select="m:meeting">
        <xsl:if test="m:series and m:series != ../m:title">
          <part>
            <xsl:value-of select="m:series"/>
            <xsl:if test="@number"><xsl:value-of select="concat(' ', @number)"/></xsl:if>
          </part>
        </xsl:if>
        <part><xsl:call-template name="days"/></part>
      </xsl:for-each>
    </xsl:variable>
    <xsl:call-template name="join"><xsl:with-param name="parts" select="$parts"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="days">
    <xsl:apply-templates select="@date" mode="date"/>
    <xsl:if test="@end-date and @end-date != @date"> – </xsl:if>
    <xsl:if test="@end-date != @date"><xsl:apply-templates select="@end-date" mode="date"/></xsl:if>
  </xsl:template>

  <!-- What a reader must know before reading on. -->
  <xsl:template name="banner">
    <xsl:variable name="parts">
      <xsl:if test="@status = 'draft' or @status = 'superseded' or @status = 'withdrawn'">
        <part><xsl:value-of select="key('label', concat('status.', @status))"/></part>
      </xsl:if>
      <xsl:if test="m:meeting/@state and m:meeting/@state != 'held'">
        <part><xsl:value-of select="key('label', concat('state.', m:meeting/@state))"/></part>
      </xsl:if>
      <xsl:if test="m:access/@marking"><part><xsl:value-of select="m:access/@marking"/></part></xsl:if>
      <xsl:call-template name="corrected"/>
      <xsl:call-template name="value-part">
        <xsl:with-param name="label" select="'superseded_by'"/>
        <xsl:with-param name="value" select="@superseded-by"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:call-template name="line">
      <xsl:with-param name="parts" select="$parts"/>
      <xsl:with-param name="class" select="'banner'"/>
      <xsl:with-param name="style" select="'Banner'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Whether something was put right after it was written, and on a page where. -->
  <xsl:template name="corrected">
    <xsl:variable name="note" select=".//m:note[@kind = 'correction'][1]"/>
    <xsl:variable name="place" select="$note/ancestor::*[@r:anchor][1]/@r:anchor"/>
    <xsl:if test="m:approval/m:corrections or $note">
      <part>
        <xsl:choose>
          <xsl:when test="$format != 'html'"><xsl:value-of select="key('label', 'corrected')"/></xsl:when>
          <xsl:otherwise>
            <Link>
              <xsl:attribute name="href">
                <xsl:choose>
                  <xsl:when test="m:approval/m:corrections">#_approval</xsl:when>
                  <xsl:when test="$place"><xsl:value-of select="concat('#', $place)"/></xsl:when>
                  <xsl:otherwise>#_notes</xsl:otherwise>
                </xsl:choose>
              </xsl:attribute>
              <xsl:value-of select="key('label', 'corrected')"/>
            </Link>
          </xsl:otherwise>
        </xsl:choose>
      </part>
    </xsl:if>
  </xsl:template>

  <!-- The meetings before and after this one, which a reader of a page may look for first. -->
  <xsl:template name="neighbours">
    <xsl:if test="$format = 'html'">
      <xsl:call-template name="fact">
        <xsl:with-param name="label" select="'control.previous'"/>
        <xsl:with-param name="value" select="string(@previous)"/>
      </xsl:call-template>
      <xsl:if test="m:next/@date or m:next/@record">
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="'next_meeting'"/>
          <xsl:with-param name="value">
            <xsl:for-each select="m:next">
              <Link href="#_next-meeting">
                <xsl:apply-templates select="@date" mode="date"/>
                <xsl:if test="not(@date)"><xsl:value-of select="@record"/></xsl:if>
              </Link>
              <xsl:if test="@status"><xsl:value-of select="concat(' · ', key('label', concat('next.', @status)))"/></xsl:if>
            </xsl:for-each>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <xsl:template match="m:meeting" mode="facts">
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'meeting.kind'"/>
      <xsl:with-param name="value" select="string(m:kind)"/>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'meeting.series'"/>
      <xsl:with-param name="value" select="string(m:series)"/>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'meeting.number'"/>
      <xsl:with-param name="value" select="string(@number)"/>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'meeting.date'"/>
      <xsl:with-param name="value"><xsl:call-template name="full-days"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'meeting.time'"/>
      <xsl:with-param name="value">
        <xsl:call-template name="times"/>
        <xsl:if test="@timezone and (@starts or @ends)"><xsl:value-of select="concat(' (', @timezone, ')')"/></xsl:if>
        <xsl:if test="not(@starts or @ends)"><xsl:value-of select="@timezone"/></xsl:if>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:if test="@state">
      <xsl:call-template name="fact">
        <xsl:with-param name="label" select="'meeting.state'"/>
        <xsl:with-param name="value" select="string(key('label', concat('state.', @state)))"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:apply-templates select="m:venue" mode="facts"/>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'meeting.organisers'"/>
      <xsl:with-param name="value">
        <xsl:for-each select="m:organiser">
          <xsl:if test="position() > 1">, </xsl:if>
          <xsl:value-of select="."/>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:apply-templates select="m:quorum" mode="facts"/>
    <xsl:apply-templates select="m:recording" mode="facts"/>
    <xsl:call-template name="neighbours"/>
    <xsl:apply-templates select=".." mode="facts"/>
  </xsl:template>

  <!-- The days with their names, which a reader checks a diary by. -->
  <xsl:template name="full-days">
    <xsl:for-each select="@date | @end-date[. != ../@date]">
      <xsl:if test="position() > 1"> – </xsl:if>
      <xsl:choose>
        <xsl:when test="key('date', .)"><xsl:value-of select="key('date', .)/@full"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- The record's own part of the head: how far it has come, and its name. -->
  <xsl:template match="m:meeting-record" mode="facts">
    <xsl:if test="@status">
      <xsl:call-template name="fact">
        <xsl:with-param name="label" select="'status'"/>
        <xsl:with-param name="value" select="string(key('label', concat('status.', @status)))"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'access'"/>
      <xsl:with-param name="value"><xsl:apply-templates select="m:access" mode="words"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'reference'"/>
      <xsl:with-param name="value" select="string(@id)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:venue" mode="facts">
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'venue'"/>
      <xsl:with-param name="value">
        <xsl:value-of select="m:name"/>
        <xsl:if test="m:name and m:address">, </xsl:if>
        <xsl:value-of select="m:address"/>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:if test="@online">
      <xsl:call-template name="fact">
        <xsl:with-param name="label" select="'venue.online'"/>
        <xsl:with-param name="value">
          <xsl:call-template name="address"><xsl:with-param name="href" select="@online"/></xsl:call-template>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'venue.phone'"/>
      <xsl:with-param name="value" select="string(@phone)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:quorum" mode="facts">
    <xsl:variable name="parts">
      <xsl:if test="@met"><part><xsl:value-of select="key('label', concat('quorum.met.', @met))"/></part></xsl:if>
      <xsl:call-template name="value-part">
        <xsl:with-param name="label" select="'quorum.present'"/>
        <xsl:with-param name="value" select="@present"/>
      </xsl:call-template>
      <xsl:call-template name="value-part">
        <xsl:with-param name="label" select="'quorum.members'"/>
        <xsl:with-param name="value" select="@members"/>
      </xsl:call-template>
      <xsl:call-template name="value-part">
        <xsl:with-param name="label" select="'quorum.required'"/>
        <xsl:with-param name="value" select="@required"/>
      </xsl:call-template>
      <xsl:if test="m:text"><part><xsl:value-of select="m:text"/></part></xsl:if>
    </xsl:variable>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'quorum'"/>
      <xsl:with-param name="value">
        <xsl:call-template name="join"><xsl:with-param name="parts" select="$parts"/></xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:recording" mode="facts">
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'recording'"/>
      <xsl:with-param name="value">
        <xsl:if test="m:title"><xsl:value-of select="concat(m:title, ' · ')"/></xsl:if>
        <xsl:call-template name="address"><xsl:with-param name="href" select="@href"/></xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:notice">
    <Div class="note notice">
      <xsl:call-template name="style"><xsl:with-param name="name" select="'Note'"/></xsl:call-template>
      <xsl:apply-templates select="m:body" mode="led">
        <xsl:with-param name="lead">
          <xsl:call-template name="strong">
            <xsl:with-param name="words">
              <xsl:value-of select="key('label', concat('notice.', @kind))"/>
              <xsl:if test="not(@kind)"><xsl:value-of select="key('label', 'notice.other')"/></xsl:if>
              <xsl:call-template name="colon"/>
            </xsl:with-param>
          </xsl:call-template>
          <xsl:text> </xsl:text>
        </xsl:with-param>
      </xsl:apply-templates>
    </Div>
  </xsl:template>

</xsl:stylesheet>
