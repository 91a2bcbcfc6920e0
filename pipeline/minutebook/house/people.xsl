<?xml version="1.0" encoding="UTF-8"?>
<!-- Who was there, who was not, and who else is named. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <xsl:template name="attendance">
    <xsl:variable name="people" select="m:people/m:person"/>
    <xsl:if test="$people or m:also-present or m:headcount or m:meeting/@attendance">
      <Div class="section attendance" id="_attendance">
        <xsl:call-template name="heading">
          <xsl:with-param name="label" select="'attendance'"/>
        </xsl:call-template>
        <xsl:apply-templates select="m:meeting/@attendance"/>
        <xsl:call-template name="status-group">
          <xsl:with-param name="status" select="'present'"/>
          <xsl:with-param name="of" select="$people[@attendance = 'present']"/>
        </xsl:call-template>
        <xsl:call-template name="status-group">
          <xsl:with-param name="status" select="'partial'"/>
          <xsl:with-param name="of" select="$people[@attendance = 'partial']"/>
        </xsl:call-template>
        <xsl:apply-templates select="m:also-present"/>
        <xsl:call-template name="status-group">
          <xsl:with-param name="status" select="'apologies'"/>
          <xsl:with-param name="of" select="$people[@attendance = 'apologies']"/>
        </xsl:call-template>
        <xsl:call-template name="status-group">
          <xsl:with-param name="status" select="'absent'"/>
          <xsl:with-param name="of" select="$people[@attendance = 'absent']"/>
        </xsl:call-template>
        <xsl:call-template name="status-group">
          <xsl:with-param name="status" select="'not-recorded'"/>
          <xsl:with-param name="of" select="$people[@attendance = 'not-recorded']"/>
        </xsl:call-template>
        <xsl:call-template name="status-group">
          <xsl:with-param name="status" select="'named'"/>
          <xsl:with-param name="of" select="$people[not(@attendance)]"/>
        </xsl:call-template>
        <xsl:apply-templates select="m:headcount"/>
      </Div>
    </xsl:if>
  </xsl:template>

  <!-- `recorded` need not be said where the lists below show it. -->
  <xsl:template match="m:meeting/@attendance">
    <xsl:if test=". = 'not-recorded' or not(../../m:people/m:person[@attendance])">
      <Para><xsl:value-of select="key('label', concat('attendance.record.', .))"/></Para>
    </xsl:if>
  </xsl:template>

  <xsl:template name="status-group">
    <xsl:param name="status"/>
    <xsl:param name="of"/>
    <xsl:if test="$of">
      <xsl:call-template name="heading">
        <xsl:with-param name="label" select="concat('attendance.', $status)"/>
        <xsl:with-param name="below" select="1"/>
      </xsl:call-template>
      <xsl:call-template name="folded">
        <xsl:with-param name="count" select="count($of)"/>
        <xsl:with-param name="list">
          <Div class="people">
            <BulletList>
              <xsl:choose>
                <xsl:when test="$format = 'html' and count($of) > 3 and $of[m:organisation
                    and count(key('colleague', concat(@attendance, ' ', m:organisation))) > 1]">
                  <xsl:apply-templates select="$of" mode="group"/>
                </xsl:when>
                <xsl:otherwise>
                  <xsl:for-each select="$of">
                    <item><xsl:apply-templates select="."/></item>
                  </xsl:for-each>
                </xsl:otherwise>
              </xsl:choose>
            </BulletList>
          </Div>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- On a page a long list begins folded: the blocks around it are made `details` after pandoc. -->
  <xsl:template name="folded">
    <xsl:param name="count"/>
    <xsl:param name="list"/>
    <xsl:choose>
      <xsl:when test="$format = 'html' and $count > 12">
        <Div class="fold">
          <Div class="fold-words">
            <Para><xsl:value-of select="concat(key('label', 'attendance.list'), ' (', $count, ')')"/></Para>
          </Div>
          <xsl:copy-of select="$list"/>
          <Div class="fold-end"/>
        </Div>
      </xsl:when>
      <xsl:otherwise><xsl:copy-of select="$list"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The first of an organisation writes all of it, at its own place in the list. -->
  <xsl:template match="m:person" mode="group">
    <xsl:variable name="colleagues" select="key('colleague', concat(@attendance, ' ', m:organisation))"/>
    <xsl:choose>
      <xsl:when test="not(m:organisation)">
        <item><xsl:apply-templates select="."/></item>
      </xsl:when>
      <xsl:when test="count($colleagues[1] | .) = 1">
        <item>
          <Plain><Span class="organisation"><xsl:value-of select="m:organisation"/></Span></Plain>
          <BulletList>
            <xsl:for-each select="$colleagues">
              <item>
                <xsl:apply-templates select="."><xsl:with-param name="is-grouped" select="true()"/></xsl:apply-templates>
              </item>
            </xsl:for-each>
          </BulletList>
        </item>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="m:person">
    <xsl:param name="is-grouped" select="false()"/>
    <xsl:variable name="more"><xsl:call-template name="person-parts"/></xsl:variable>
    <Plain>
      <xsl:call-template name="strong">
        <xsl:with-param name="words" select="string(m:name)"/>
      </xsl:call-template>
      <xsl:for-each select="m:post | m:organisation[not($is-grouped)]">, <xsl:value-of select="."/></xsl:for-each>
      <xsl:if test="exsl:node-set($more)/part">
        <xsl:text> · </xsl:text>
        <xsl:call-template name="join"><xsl:with-param name="parts" select="$more"/></xsl:call-template>
      </xsl:if>
    </Plain>
    <xsl:if test="not(@key = /r:rendition/m:meeting-record/m:publication/m:by/@person)">
      <xsl:apply-templates select="m:note" mode="blocks"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="person-parts">
    <xsl:if test="@role"><part><xsl:value-of select="key('label', concat('role.', @role))"/></part></xsl:if>
    <xsl:if test="@kind = 'group'"><part><xsl:value-of select="key('label', 'person.group')"/></part></xsl:if>
    <xsl:if test="@sector"><part><xsl:apply-templates select="@sector" mode="sector"/></part></xsl:if>
    <xsl:if test="@medium"><part><xsl:value-of select="key('label', concat('medium.', @medium))"/></part></xsl:if>
    <xsl:if test="@arrived">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="'person.arrived'"/>
        <xsl:with-param name="value"><xsl:apply-templates select="@arrived" mode="time"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="@left">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="'person.left'"/>
        <xsl:with-param name="value"><xsl:apply-templates select="@left" mode="time"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="people-part">
      <xsl:with-param name="label" select="'person.proxy'"/>
      <xsl:with-param name="of" select="m:proxy"/>
    </xsl:call-template>
    <xsl:if test="m:alias">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="'person.aliases'"/>
        <xsl:with-param name="value">
          <xsl:for-each select="m:alias">
            <xsl:if test="position() > 1">, </xsl:if>
            <xsl:value-of select="."/>
          </xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="value-part">
      <xsl:with-param name="label" select="'person.handle'"/>
      <xsl:with-param name="value" select="@handle"/>
    </xsl:call-template>
    <xsl:apply-templates select="m:access" mode="part"/>
  </xsl:template>

  <!-- A sector is the author's own word, often written as one token: `civil-society`. -->
  <xsl:template match="@sector" mode="sector">
    <xsl:choose>
      <xsl:when test="translate(., 'abcdefghijklmnopqrstuvwxyz-', '') = ''">
        <xsl:value-of select="translate(., '-', ' ')"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="m:also-present">
    <xsl:call-template name="heading">
      <xsl:with-param name="label" select="'also_present'"/>
      <xsl:with-param name="below" select="1"/>
    </xsl:call-template>
    <Div class="people">
      <BulletList>
        <xsl:for-each select="m:others">
          <item>
            <Plain>
              <xsl:value-of select="m:title"/>
              <xsl:if test="m:organisation">, <xsl:value-of select="m:organisation"/></xsl:if>
              <xsl:if test="@count or m:name"><xsl:value-of select="key('label', 'colon')"/></xsl:if>
              <xsl:value-of select="@count"/>
              <xsl:if test="@count and m:name"> · </xsl:if>
              <xsl:for-each select="m:name">
                <xsl:if test="position() > 1">, </xsl:if>
                <xsl:value-of select="."/>
              </xsl:for-each>
            </Plain>
          </item>
        </xsl:for-each>
      </BulletList>
    </Div>
  </xsl:template>

  <xsl:template match="m:headcount">
    <xsl:call-template name="table">
      <xsl:with-param name="class" select="'counts'"/>
      <xsl:with-param name="row-heads" select="1"/>
      <xsl:with-param name="of-page" select="0.5"/>
      <xsl:with-param name="caption" select="string(key('label', 'headcount'))"/>
      <xsl:with-param name="columns">
        <column head="{key('label', 'headcount.sector')}" width="3"/>
        <column head="{key('label', 'headcount.count')}" width="1" align="AlignRight"/>
      </xsl:with-param>
      <xsl:with-param name="rows">
        <xsl:for-each select="m:count">
          <Row>
            <Cell>
              <xsl:if test="$format = 'html'"><xsl:attribute name="scope">row</xsl:attribute></xsl:if>
              <Plain><xsl:apply-templates select="@sector" mode="sector"/></Plain>
            </Cell>
            <Cell><Plain><xsl:value-of select="."/></Plain></Cell>
          </Row>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
