<?xml version="1.0" encoding="UTF-8"?>
<!-- What the office adds: approval, the next meeting, publication, and the control of the document. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <xsl:template match="m:approval">
    <Div class="section" id="_approval">
      <xsl:call-template name="heading"><xsl:with-param name="label" select="'approval'"/></xsl:call-template>
      <xsl:call-template name="facts">
        <xsl:with-param name="facts">
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="'approval.by'"/>
            <xsl:with-param name="value"><xsl:apply-templates select="m:by" mode="name"/></xsl:with-param>
          </xsl:call-template>
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="'approval.date'"/>
            <xsl:with-param name="value"><xsl:apply-templates select="@date" mode="date"/></xsl:with-param>
          </xsl:call-template>
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="'approval.at'"/>
            <xsl:with-param name="value" select="string(@at)"/>
          </xsl:call-template>
          <xsl:if test="m:corrections">
            <fact name="{key('label', 'approval.corrections')}">
              <xsl:apply-templates select="m:corrections" mode="blocks"/>
            </fact>
          </xsl:if>
          <xsl:if test="m:signature">
            <fact name="{key('label', 'approval.signatures')}">
              <BulletList>
                <xsl:for-each select="m:signature">
                  <item>
                    <Plain>
                      <!-- Without a day it is still to be signed: on paper there is room for it. -->
                      <xsl:if test="$format = 'html' and not(@date)"><Span class="to-sign"/></xsl:if>
                      <xsl:apply-templates select="m:by" mode="name"/>
                      <xsl:if test="m:capacity">, <xsl:value-of select="m:capacity"/></xsl:if>
                      <xsl:if test="@date"> · <xsl:apply-templates select="@date" mode="date"/></xsl:if>
                    </Plain>
                  </item>
                </xsl:for-each>
              </BulletList>
            </fact>
          </xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </Div>
  </xsl:template>

  <xsl:template match="m:meeting/m:next">
    <Div class="section" id="_next-meeting">
      <xsl:call-template name="heading"><xsl:with-param name="label" select="'next_meeting'"/></xsl:call-template>
      <xsl:call-template name="facts">
        <xsl:with-param name="facts">
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="'meeting.date'"/>
            <xsl:with-param name="value"><xsl:call-template name="full-days"/></xsl:with-param>
          </xsl:call-template>
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="'meeting.time'"/>
            <xsl:with-param name="value"><xsl:call-template name="times"/></xsl:with-param>
          </xsl:call-template>
          <xsl:if test="@status">
            <xsl:call-template name="fact">
              <xsl:with-param name="label" select="'status'"/>
              <xsl:with-param name="value" select="string(key('label', concat('next.', @status)))"/>
            </xsl:call-template>
          </xsl:if>
          <xsl:apply-templates select="m:venue" mode="facts"/>
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="'next.text'"/>
            <xsl:with-param name="value" select="string(m:text)"/>
          </xsl:call-template>
          <xsl:if test="m:agenda/m:topic">
            <fact name="{key('label', 'next.agenda')}">
              <BulletList>
                <xsl:for-each select="m:agenda/m:topic">
                  <item><Plain><xsl:value-of select="."/></Plain></item>
                </xsl:for-each>
              </BulletList>
            </fact>
          </xsl:if>
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="'reference'"/>
            <xsl:with-param name="value" select="string(@record)"/>
          </xsl:call-template>
        </xsl:with-param>
      </xsl:call-template>
    </Div>
  </xsl:template>

  <xsl:template match="m:publication">
    <xsl:variable name="by" select="key('person', m:by/@person)"/>
    <Div class="section" id="_publication">
      <xsl:call-template name="heading"><xsl:with-param name="label" select="'publication'"/></xsl:call-template>
      <xsl:call-template name="facts">
        <xsl:with-param name="facts">
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="'publication.date'"/>
            <xsl:with-param name="value"><xsl:apply-templates select="@date" mode="date"/></xsl:with-param>
          </xsl:call-template>
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="'publication.by'"/>
            <xsl:with-param name="value"><xsl:apply-templates select="m:by" mode="name"/></xsl:with-param>
          </xsl:call-template>
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="'publication.category'"/>
            <xsl:with-param name="value" select="string(m:category)"/>
          </xsl:call-template>
          <xsl:if test="@source">
            <xsl:call-template name="fact">
              <xsl:with-param name="label" select="'publication.source'"/>
              <xsl:with-param name="value">
                <xsl:call-template name="address"><xsl:with-param name="href" select="@source"/></xsl:call-template>
              </xsl:with-param>
            </xsl:call-template>
          </xsl:if>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:apply-templates select="$by/m:note" mode="blocks"/>
    </Div>
  </xsl:template>

  <xsl:template name="control">
    <Div class="section control" id="_control">
      <xsl:call-template name="heading"><xsl:with-param name="label" select="'control'"/></xsl:call-template>
      <xsl:call-template name="facts">
        <xsl:with-param name="facts">
          <xsl:call-template name="record-facts"/>
          <xsl:apply-templates select="m:management" mode="facts"/>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:apply-templates select="m:management/m:history"/>
    </Div>
  </xsl:template>

  <!-- A fact that is a plain value; nothing where there is none. -->
  <xsl:template name="value-fact">
    <xsl:param name="label"/>
    <xsl:param name="value"/>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="$label"/>
      <xsl:with-param name="value" select="string($value)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="record-facts">
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'control.title'"/>
      <xsl:with-param name="value" select="m:title"/>
    </xsl:call-template>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'reference'"/>
      <xsl:with-param name="value" select="@id"/>
    </xsl:call-template>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'control.former_reference'"/>
      <xsl:with-param name="value" select="m:management/@former-reference"/>
    </xsl:call-template>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'control.version'"/>
      <xsl:with-param name="value" select="m:management/@version"/>
    </xsl:call-template>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'language'"/>
      <xsl:with-param name="value" select="@r:language"/>
    </xsl:call-template>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'control.translation_of'"/>
      <xsl:with-param name="value" select="@translation-of"/>
    </xsl:call-template>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'control.supersedes'"/>
      <xsl:with-param name="value" select="@supersedes"/>
    </xsl:call-template>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'superseded_by'"/>
      <xsl:with-param name="value" select="@superseded-by"/>
    </xsl:call-template>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'control.previous'"/>
      <xsl:with-param name="value" select="m:meeting/@previous"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:management" mode="facts">
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'control.created'"/>
      <xsl:with-param name="value"><xsl:apply-templates select="@created" mode="date"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'control.issued'"/>
      <xsl:with-param name="value"><xsl:apply-templates select="@issued" mode="date"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'control.creator'"/>
      <xsl:with-param name="value" select="m:creator"/>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'control.authors'"/>
      <xsl:with-param name="value">
        <xsl:call-template name="names"><xsl:with-param name="of" select="m:author"/></xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'control.reviewers'"/>
      <xsl:with-param name="value">
        <xsl:call-template name="names"><xsl:with-param name="of" select="m:reviewer"/></xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'control.keywords'"/>
      <xsl:with-param name="value">
        <xsl:for-each select="m:keyword">
          <xsl:if test="position() > 1">, </xsl:if>
          <xsl:value-of select="."/>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'control.mandate'"/>
      <xsl:with-param name="value" select="m:mandate"/>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'control.classification'"/>
      <xsl:with-param name="value"><xsl:apply-templates select="m:classification" mode="words"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="'control.disposal'"/>
      <xsl:with-param name="value"><xsl:apply-templates select="m:disposal" mode="words"/></xsl:with-param>
    </xsl:call-template>
    <xsl:if test="@profile">
      <xsl:call-template name="value-fact">
        <xsl:with-param name="label" select="'control.profile'"/>
        <xsl:with-param name="value" select="key('label', concat('profile.', @profile))"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="value-fact">
      <xsl:with-param name="label" select="'control.rights'"/>
      <xsl:with-param name="value" select="m:rights"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:classification" mode="words">
    <xsl:variable name="parts">
      <xsl:if test="@scheme"><part><xsl:value-of select="@scheme"/></part></xsl:if>
      <part><xsl:value-of select="@code"/></part>
      <xsl:if test="@title"><part><xsl:value-of select="@title"/></part></xsl:if>
    </xsl:variable>
    <xsl:call-template name="join"><xsl:with-param name="parts" select="$parts"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="m:disposal" mode="words">
    <xsl:variable name="parts">
      <part><xsl:value-of select="@class"/></part>
      <xsl:if test="@action"><part><xsl:value-of select="key('label', concat('disposal.', @action))"/></part></xsl:if>
      <xsl:if test="@years"><part><xsl:value-of select="key('years', @years)/@text"/></part></xsl:if>
      <xsl:call-template name="value-part">
        <xsl:with-param name="label" select="'disposal.trigger'"/>
        <xsl:with-param name="value" select="@trigger"/>
      </xsl:call-template>
      <xsl:if test="@authority"><part><xsl:value-of select="@authority"/></part></xsl:if>
    </xsl:variable>
    <xsl:call-template name="join"><xsl:with-param name="parts" select="$parts"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="m:history">
    <xsl:variable name="dates" select="m:entry/@date"/>
    <xsl:variable name="people" select="m:entry/m:by"/>
    <xsl:variable name="changes" select="m:entry/m:change"/>
    <xsl:call-template name="table">
      <xsl:with-param name="class" select="'history'"/>
      <xsl:with-param name="caption" select="string(key('label', 'history'))"/>
      <xsl:with-param name="columns">
        <column head="{key('label', 'control.version')}" width="15"/>
        <xsl:if test="$dates"><column head="{key('label', 'meeting.date')}" width="20"/></xsl:if>
        <xsl:if test="$people"><column head="{key('label', 'history.by')}" width="24"/></xsl:if>
        <xsl:if test="$changes"><column head="{key('label', 'history.change')}" width="41"/></xsl:if>
      </xsl:with-param>
      <xsl:with-param name="rows">
        <xsl:for-each select="m:entry">
          <Row>
            <Cell><Plain><xsl:value-of select="@version"/></Plain></Cell>
            <xsl:if test="$dates"><Cell><Plain><xsl:apply-templates select="@date" mode="date"/></Plain></Cell></xsl:if>
            <xsl:if test="$people"><Cell><Plain><xsl:apply-templates select="m:by" mode="name"/></Plain></Cell></xsl:if>
            <xsl:if test="$changes"><Cell><Plain><xsl:value-of select="m:change"/></Plain></Cell></xsl:if>
          </Row>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
