<?xml version="1.0" encoding="UTF-8"?>
<!-- What is left to do, by whom and by when: a table for each run of actions. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <xsl:template name="action-table">
    <xsl:param name="actions"/>
    <xsl:variable name="ids" select="$actions/@id | $actions/@number | $actions/@r:serial"/>
    <xsl:variable name="owners" select="$actions/m:owner"/>
    <xsl:variable name="dues" select="$actions/@due | $actions/m:due-text"/>
    <xsl:variable name="drawn" select="not($actions[not(@drawn-from-text = 'true')])"/>
    <xsl:call-template name="table">
      <xsl:with-param name="class" select="'actions'"/>
      <xsl:with-param name="of" select="$actions"/>
      <xsl:with-param name="caption">
        <xsl:value-of select="key('label', 'actions')"/>
        <xsl:if test="$drawn"><xsl:value-of select="concat(' · ', key('label', 'drawn'))"/></xsl:if>
      </xsl:with-param>
      <xsl:with-param name="columns">
        <xsl:if test="$ids"><column head="{key('label', 'action.id')}" width="10"/></xsl:if>
        <column head="{key('label', 'item.action')}" width="38"/>
        <xsl:if test="$owners"><column head="{key('label', 'action.owner')}" width="20"/></xsl:if>
        <xsl:if test="$dues"><column head="{key('label', 'action.due')}" width="19"/></xsl:if>
        <column head="{key('label', 'action.status')}" width="13"/>
      </xsl:with-param>
      <xsl:with-param name="rows">
        <xsl:for-each select="$actions">
          <Row>
            <xsl:if test="$ids">
              <xsl:call-template name="action-cell">
                <xsl:with-param name="label" select="'action.id'"/>
                <xsl:with-param name="value">
                  <xsl:value-of select="@number"/>
                  <xsl:if test="@number and @id"><xsl:text> </xsl:text></xsl:if>
                  <xsl:value-of select="@id"/>
                  <xsl:value-of select="@r:serial"/>
                </xsl:with-param>
              </xsl:call-template>
            </xsl:if>
            <Cell>
              <xsl:call-template name="action-words"><xsl:with-param name="all-drawn" select="$drawn"/></xsl:call-template>
            </Cell>
            <xsl:if test="$owners">
              <xsl:call-template name="action-cell">
                <xsl:with-param name="label" select="'action.owner'"/>
                <xsl:with-param name="value">
                  <xsl:call-template name="names"><xsl:with-param name="of" select="m:owner"/></xsl:call-template>
                </xsl:with-param>
              </xsl:call-template>
            </xsl:if>
            <xsl:if test="$dues">
              <xsl:call-template name="action-cell">
                <xsl:with-param name="label" select="'action.due'"/>
                <xsl:with-param name="value"><xsl:call-template name="due"/></xsl:with-param>
              </xsl:call-template>
            </xsl:if>
            <xsl:call-template name="action-cell">
              <xsl:with-param name="label" select="'action.status'"/>
              <xsl:with-param name="value"><xsl:call-template name="action-status"/></xsl:with-param>
            </xsl:call-template>
          </Row>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- On a narrow page each cell stands on a line of its own, with the column's head before it. -->
  <xsl:template name="action-cell">
    <xsl:param name="label"/>
    <xsl:param name="value"/>
    <Cell>
      <xsl:if test="$format = 'html'">
        <xsl:attribute name="data-label"><xsl:value-of select="key('label', $label)"/></xsl:attribute>
        <!-- A short id is not broken at its hyphen. -->
        <xsl:if test="$label = 'action.id' and string-length($value) &lt; 13">
          <xsl:attribute name="class">ref</xsl:attribute>
        </xsl:if>
      </xsl:if>
      <Plain>
        <xsl:copy-of select="$value"/>
        <xsl:if test="string($value) = ''">–</xsl:if>
      </Plain>
    </Cell>
  </xsl:template>

  <xsl:template name="due">
    <xsl:apply-templates select="@due" mode="date"/>
    <xsl:choose>
      <xsl:when test="@due and m:due-text"> (<xsl:value-of select="m:due-text"/>)</xsl:when>
      <xsl:otherwise><xsl:value-of select="m:due-text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="action-status">
    <xsl:choose>
      <xsl:when test="@status"><xsl:value-of select="key('label', concat('action.status.', @status))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="key('label', 'action.status.open')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="action-words">
    <xsl:param name="all-drawn"/>
    <xsl:variable name="parts">
      <xsl:call-template name="action-parts"><xsl:with-param name="all-drawn" select="$all-drawn"/></xsl:call-template>
    </xsl:variable>
    <xsl:apply-templates select="m:body" mode="led">
      <xsl:with-param name="lead"><Span id="{@r:anchor}"/></xsl:with-param>
      <xsl:with-param name="tail"><xsl:call-template name="marks"/></xsl:with-param>
      <xsl:with-param name="paragraph" select="'Plain'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="m:progress" mode="led">
      <xsl:with-param name="lead">
        <xsl:call-template name="strong">
          <xsl:with-param name="words">
            <xsl:value-of select="key('label', 'action.progress')"/>
            <xsl:call-template name="colon"/>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:text> </xsl:text>
      </xsl:with-param>
    </xsl:apply-templates>
    <xsl:call-template name="line"><xsl:with-param name="parts" select="$parts"/></xsl:call-template>
    <xsl:apply-templates select="m:notes/m:note"/>
  </xsl:template>

  <xsl:template name="action-parts">
    <xsl:param name="all-drawn"/>
    <xsl:if test="@priority">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="'action.priority'"/>
        <xsl:with-param name="value" select="string(key('label', concat('action.priority.', @priority)))"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="@at"><part><xsl:apply-templates select="@at" mode="time"/></part></xsl:if>
    <xsl:if test="@completed">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="'action.completed'"/>
        <xsl:with-param name="value"><xsl:apply-templates select="@completed" mode="date"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="value-part">
      <xsl:with-param name="label" select="'action.carried_from'"/>
      <xsl:with-param name="value" select="@carried-from"/>
    </xsl:call-template>
    <xsl:call-template name="value-part">
      <xsl:with-param name="label" select="'action.origin'"/>
      <xsl:with-param name="value" select="@origin"/>
    </xsl:call-template>
    <xsl:if test="@given">
      <xsl:call-template name="part">
        <xsl:with-param name="label" select="'action.given'"/>
        <xsl:with-param name="value"><xsl:apply-templates select="@given" mode="date"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="place-part">
      <xsl:with-param name="label" select="'action.arises_from'"/>
      <xsl:with-param name="id" select="@arises-from"/>
    </xsl:call-template>
    <xsl:if test="not($all-drawn)"><xsl:call-template name="drawn"/></xsl:if>
    <xsl:call-template name="item-parts"/>
  </xsl:template>

</xsl:stylesheet>
