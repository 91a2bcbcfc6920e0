<?xml version="1.0" encoding="UTF-8"?>
<!-- Decisions, motions, elections and the votes on them. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <xsl:template match="m:decision">
    <xsl:call-template name="item">
      <xsl:with-param name="kind"><xsl:apply-templates select="." mode="one"/></xsl:with-param>
      <xsl:with-param name="style" select="'Decision'"/>
      <xsl:with-param name="label">
        <xsl:if test="@outcome"><part><xsl:value-of select="key('label', concat('outcome.', @outcome))"/></part></xsl:if>
        <xsl:call-template name="basis"/>
        <xsl:if test="@date"><part><xsl:apply-templates select="@date" mode="date"/></part></xsl:if>
        <xsl:call-template name="people-part">
          <xsl:with-param name="label" select="'decision.by'"/>
          <xsl:with-param name="of" select="m:by"/>
        </xsl:call-template>
      </xsl:with-param>
      <xsl:with-param name="after">
        <xsl:apply-templates select="m:vote"/>
        <xsl:apply-templates select="m:outcome-text" mode="result"/>
      </xsl:with-param>
      <xsl:with-param name="parts">
        <xsl:call-template name="people-part">
          <xsl:with-param name="label" select="'decision.dissent'"/>
          <xsl:with-param name="of" select="m:dissent"/>
        </xsl:call-template>
        <xsl:call-template name="value-part">
          <xsl:with-param name="label" select="'decision.approves'"/>
          <xsl:with-param name="value" select="@approves"/>
        </xsl:call-template>
        <xsl:call-template name="drawn"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="basis">
    <xsl:if test="@basis"><part><xsl:value-of select="key('label', concat('basis.', @basis))"/></part></xsl:if>
  </xsl:template>

  <xsl:template name="drawn">
    <xsl:if test="@drawn-from-text = 'true'"><part><xsl:value-of select="key('label', 'drawn')"/></part></xsl:if>
  </xsl:template>

  <xsl:template match="m:motion">
    <xsl:call-template name="item">
      <xsl:with-param name="kind">
        <xsl:choose>
          <xsl:when test="@amends"><xsl:value-of select="key('label', 'item.amendment')"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="." mode="one"/></xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
      <xsl:with-param name="style" select="'Motion'"/>
      <xsl:with-param name="label">
        <xsl:if test="@result"><part><xsl:value-of select="key('label', concat('result.', @result))"/></part></xsl:if>
        <xsl:call-template name="place-part">
          <xsl:with-param name="label" select="'motion.amends'"/>
          <xsl:with-param name="id" select="@amends"/>
        </xsl:call-template>
        <xsl:call-template name="people-part">
          <xsl:with-param name="label" select="'motion.moved'"/>
          <xsl:with-param name="of" select="m:moved"/>
        </xsl:call-template>
        <xsl:call-template name="people-part">
          <xsl:with-param name="label" select="'motion.seconded'"/>
          <xsl:with-param name="of" select="m:seconded"/>
        </xsl:call-template>
      </xsl:with-param>
      <xsl:with-param name="after">
        <xsl:apply-templates select="m:vote"/>
        <xsl:apply-templates select="m:result-text" mode="result"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- The result as the note words it. -->
  <xsl:template match="*" mode="result">
    <Div class="result">
      <xsl:call-template name="style">
        <xsl:with-param name="name">
          <xsl:choose>
            <xsl:when test="parent::m:motion">Motion</xsl:when>
            <xsl:otherwise>Decision</xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
      <Para>
        <xsl:call-template name="strong">
          <xsl:with-param name="words" select="string(.)"/>
        </xsl:call-template>
      </Para>
    </Div>
  </xsl:template>

  <xsl:template match="m:election">
    <xsl:call-template name="item">
      <xsl:with-param name="kind"><xsl:apply-templates select="." mode="one"/></xsl:with-param>
      <xsl:with-param name="style" select="'Decision'"/>
      <xsl:with-param name="label"><xsl:call-template name="basis"/></xsl:with-param>
      <xsl:with-param name="after">
        <xsl:call-template name="line">
          <xsl:with-param name="class" select="'result'"/>
          <xsl:with-param name="style" select="'Decision'"/>
          <xsl:with-param name="parts">
            <xsl:call-template name="people-part">
              <xsl:with-param name="label" select="'election.candidates'"/>
              <xsl:with-param name="of" select="m:candidate"/>
            </xsl:call-template>
            <xsl:call-template name="people-part">
              <xsl:with-param name="label" select="'election.elected'"/>
              <xsl:with-param name="of" select="m:elected"/>
            </xsl:call-template>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:apply-templates select="m:vote"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:vote">
    <xsl:variable name="caption">
      <xsl:value-of select="key('label', 'vote')"/>
      <xsl:if test="@method"><xsl:value-of select="concat(key('label', 'colon'), @method)"/></xsl:if>
    </xsl:variable>
    <xsl:variable name="rows"><xsl:call-template name="vote-rows"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="exsl:node-set($rows)/Row">
        <xsl:call-template name="table">
          <xsl:with-param name="class" select="'vote'"/>
          <xsl:with-param name="row-heads" select="1"/>
          <xsl:with-param name="of-page" select="0.4 + 0.6 * boolean(m:voters)"/>
          <xsl:with-param name="caption" select="$caption"/>
          <xsl:with-param name="columns">
            <column head="{key('label', 'vote.choice')}" width="3"/>
            <column head="{key('label', 'vote.count')}" width="3" align="AlignRight"/>
            <xsl:if test="m:voters"><column head="{key('label', 'vote.names')}" width="8"/></xsl:if>
          </xsl:with-param>
          <xsl:with-param name="rows" select="$rows"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="@method">
        <xsl:call-template name="line">
          <xsl:with-param name="parts"><part><xsl:value-of select="$caption"/></part></xsl:with-param>
        </xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- The usual counts, then other names of the tally, then names that only voters have, then who
       was not there to vote. -->
  <xsl:template name="vote-rows">
    <xsl:variable name="vote" select="."/>
    <xsl:call-template name="usual-row"><xsl:with-param name="choice" select="'for'"/></xsl:call-template>
    <xsl:call-template name="usual-row"><xsl:with-param name="choice" select="'against'"/></xsl:call-template>
    <xsl:call-template name="usual-row"><xsl:with-param name="choice" select="'abstain'"/></xsl:call-template>
    <xsl:for-each select="m:tally/m:count">
      <xsl:call-template name="vote-row">
        <xsl:with-param name="name"><xsl:call-template name="choice-name"><xsl:with-param name="of" select="@choice"/></xsl:call-template></xsl:with-param>
        <xsl:with-param name="count" select="string(.)"/>
        <xsl:with-param name="vote" select="$vote"/>
        <xsl:with-param name="choice" select="string(@choice)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="m:voters/m:choice[not(@name = 'for' or @name = 'against'
        or @name = 'abstain' or @name = 'absent' or @name = $vote/m:tally/m:count/@choice)]">
      <xsl:call-template name="vote-row">
        <xsl:with-param name="name"><xsl:call-template name="choice-name"><xsl:with-param name="of" select="@name"/></xsl:call-template></xsl:with-param>
        <xsl:with-param name="vote" select="$vote"/>
        <xsl:with-param name="choice" select="string(@name)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="usual-row"><xsl:with-param name="choice" select="'absent'"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="usual-row">
    <xsl:param name="choice"/>
    <xsl:variable name="count" select="@*[local-name() = $choice]"/>
    <xsl:if test="$count or m:voters/m:choice[@name = $choice]">
      <xsl:call-template name="vote-row">
        <xsl:with-param name="name" select="string(key('label', concat('vote.', $choice)))"/>
        <xsl:with-param name="count" select="string($count)"/>
        <xsl:with-param name="vote" select="."/>
        <xsl:with-param name="choice" select="$choice"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- In an election a choice may be a candidate's key. -->
  <xsl:template name="choice-name">
    <xsl:param name="of"/>
    <xsl:choose>
      <xsl:when test="key('person', $of)"><xsl:value-of select="key('person', $of)/m:name"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$of"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="vote-row">
    <xsl:param name="name"/>
    <xsl:param name="count"/>
    <xsl:param name="vote"/>
    <xsl:param name="choice"/>
    <xsl:variable name="voters" select="$vote/m:voters/m:choice[@name = $choice]/m:voter"/>
    <Row>
      <Cell>
        <xsl:if test="$format = 'html'"><xsl:attribute name="scope">row</xsl:attribute></xsl:if>
        <Plain><xsl:value-of select="$name"/></Plain>
      </Cell>
      <Cell><Plain><xsl:value-of select="$count"/></Plain></Cell>
      <xsl:if test="$vote/m:voters">
        <Cell>
          <Plain><xsl:call-template name="names"><xsl:with-param name="of" select="$voters"/></xsl:call-template></Plain>
        </Cell>
      </xsl:if>
    </Row>
  </xsl:template>

</xsl:stylesheet>
