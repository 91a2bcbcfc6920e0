<?xml version="1.0" encoding="UTF-8"?>
<!-- The things said and done, each set so that it is seen what it is. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <!-- Items of one kind that follow each other were marked as a run; its first item writes it. -->
  <xsl:template match="*" mode="item">
    <xsl:choose>
      <xsl:when test="not(@r:run)"><xsl:apply-templates select="."/></xsl:when>
      <xsl:when test="@r:first and self::m:action">
        <xsl:call-template name="action-table">
          <xsl:with-param name="actions" select="key('run', @r:run)"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="@r:first">
        <xsl:call-template name="run"><xsl:with-param name="of" select="key('run', @r:run)"/></xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="run">
    <xsl:param name="of"/>
    <Div class="item {local-name()}">
      <xsl:call-template name="line">
        <xsl:with-param name="class" select="'label'"/>
        <xsl:with-param name="style" select="'Definition Term'"/>
        <xsl:with-param name="parts">
          <part>
            <xsl:call-template name="strong">
              <xsl:with-param name="words">
                <Span class="kind"><xsl:apply-templates select="." mode="many"/></Span>
              </xsl:with-param>
            </xsl:call-template>
          </part>
          <xsl:if test="not(self::m:principle)"><xsl:call-template name="who"/></xsl:if>
        </xsl:with-param>
      </xsl:call-template>
      <BulletList>
        <xsl:for-each select="$of">
          <item>
            <xsl:apply-templates select="." mode="entry"/>
          </item>
        </xsl:for-each>
      </BulletList>
    </Div>
  </xsl:template>

  <!-- One entry of a run: its number and id lead, what else is known follows. -->
  <xsl:template match="*" mode="entry">
    <xsl:variable name="parts">
      <xsl:if test="self::m:principle and m:by"><part><xsl:apply-templates select="m:by" mode="name"/></part></xsl:if>
      <xsl:if test="@at"><part><xsl:apply-templates select="@at" mode="time"/></part></xsl:if>
      <xsl:call-template name="item-parts"/>
    </xsl:variable>
    <xsl:apply-templates select="m:body" mode="led">
      <xsl:with-param name="paragraph" select="'Plain'"/>
      <xsl:with-param name="tail"><xsl:call-template name="marks"/></xsl:with-param>
      <xsl:with-param name="lead">
        <Span id="{@r:anchor}"/>
        <xsl:if test="@number or @id">
          <xsl:call-template name="strong">
            <xsl:with-param name="words">
              <xsl:value-of select="@number"/>
              <xsl:if test="@number and @id"><xsl:text> </xsl:text></xsl:if>
              <xsl:value-of select="@id"/>
            </xsl:with-param>
          </xsl:call-template>
          <xsl:text> </xsl:text>
        </xsl:if>
      </xsl:with-param>
    </xsl:apply-templates>
    <xsl:call-template name="line"><xsl:with-param name="parts" select="$parts"/></xsl:call-template>
    <xsl:apply-templates select="m:notes/m:note"/>
  </xsl:template>

  <!-- What an item is called, alone and in a run. -->
  <xsl:template match="*" mode="one"><xsl:value-of select="key('label', concat('item.', local-name()))"/></xsl:template>
  <xsl:template match="m:*[@kind]" mode="one" priority="1">
    <xsl:value-of select="key('label', concat(local-name(), '.', @kind))"/>
  </xsl:template>

  <xsl:template match="m:question" mode="many"><xsl:value-of select="key('label', 'items.question')"/></xsl:template>
  <xsl:template match="m:feedback" mode="many"><xsl:apply-templates select="." mode="one"/></xsl:template>
  <xsl:template match="m:feedback[@kind]" mode="many">
    <xsl:value-of select="key('label', concat('feedbacks.', @kind))"/>
  </xsl:template>
  <xsl:template match="m:principle" mode="many">
    <xsl:variable name="stance" select="ancestor-or-self::*[@stance][1]/@stance"/>
    <xsl:choose>
      <xsl:when test="$stance"><xsl:value-of select="key('label', concat('stance.', $stance))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="key('label', 'principles')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Who said it, and to whom. -->
  <xsl:template name="who">
    <xsl:if test="m:by"><part><xsl:apply-templates select="m:by" mode="name"/></part></xsl:if>
    <xsl:if test="m:to">
      <part>
        <xsl:value-of select="concat(key('label', 'to'), ' ')"/>
        <xsl:call-template name="names"><xsl:with-param name="of" select="m:to"/></xsl:call-template>
      </part>
    </xsl:if>
    <xsl:if test="self::m:question and @status">
      <part><xsl:value-of select="key('label', concat('question.status.', @status))"/></part>
    </xsl:if>
  </xsl:template>

  <!-- Number, kind and id, in the first part of a label. -->
  <xsl:template name="what">
    <xsl:param name="kind"/>
    <xsl:if test="@number or string($kind) != '' or @id">
      <part>
        <xsl:if test="@number or string($kind) != ''">
          <xsl:call-template name="strong">
            <xsl:with-param name="words">
              <xsl:value-of select="@number"/>
              <xsl:if test="@number and string($kind) != ''"><xsl:text> </xsl:text></xsl:if>
              <Span class="kind"><xsl:value-of select="$kind"/></Span>
              <xsl:if test="@r:serial"><xsl:value-of select="concat(' ', @r:serial)"/></xsl:if>
            </xsl:with-param>
          </xsl:call-template>
          <xsl:if test="@id"><xsl:text> </xsl:text></xsl:if>
        </xsl:if>
        <xsl:value-of select="@id"/>
      </part>
    </xsl:if>
    <xsl:if test="@at"><part><xsl:apply-templates select="@at" mode="time"/></part></xsl:if>
  </xsl:template>

  <!-- What any item may say besides its words. -->
  <xsl:template name="item-parts">
    <xsl:param name="marked" select="false()"/>
    <xsl:if test="@strand and not(@strand = ancestor::*[@strand][1]/@strand)">
      <xsl:call-template name="strand-part"><xsl:with-param name="key" select="@strand"/></xsl:call-template>
    </xsl:if>
    <xsl:call-template name="places-part">
      <xsl:with-param name="label" select="'closes'"/>
      <xsl:with-param name="of" select="m:closes"/>
    </xsl:call-template>
    <xsl:call-template name="places-part">
      <xsl:with-param name="label" select="'drops'"/>
      <xsl:with-param name="of" select="m:drops"/>
    </xsl:call-template>
    <xsl:call-template name="papers-part"/>
    <xsl:call-template name="value-part">
      <xsl:with-param name="label" select="'recording_at'"/>
      <xsl:with-param name="value" select="@recording-at"/>
    </xsl:call-template>
    <xsl:if test="not($marked and m:access/@level != 'open')">
      <xsl:apply-templates select="m:access" mode="part"/>
    </xsl:if>
  </xsl:template>

  <!-- The frame of every item: label, words, what belongs to its kind, the rest, notes. -->
  <xsl:template name="item">
    <xsl:param name="kind"/>
    <xsl:param name="label"/>
    <xsl:param name="lead"/>
    <xsl:param name="after"/>
    <xsl:param name="parts"/>
    <xsl:param name="style"/>
    <Div class="item {local-name()}" id="{@r:anchor}">
      <xsl:call-template name="marking"/>
      <xsl:call-template name="labelled-words">
        <xsl:with-param name="lead" select="$lead"/>
        <xsl:with-param name="style" select="$style"/>
        <xsl:with-param name="label">
          <xsl:call-template name="what"><xsl:with-param name="kind" select="$kind"/></xsl:call-template>
          <xsl:copy-of select="$label"/>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:copy-of select="$after"/>
      <xsl:call-template name="line">
        <xsl:with-param name="parts">
          <xsl:copy-of select="$parts"/>
          <xsl:call-template name="item-parts">
            <xsl:with-param name="marked" select="true()"/>
          </xsl:call-template>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:apply-templates select="m:notes/m:note"/>
      <xsl:call-template name="permalink-block"/>
    </Div>
  </xsl:template>

  <!-- On a page the label has a line of its own; elsewhere it is the first line of the words, so
       that no page ends between them. -->
  <xsl:template name="labelled-words">
    <xsl:param name="label"/>
    <xsl:param name="lead"/>
    <xsl:param name="style"/>
    <xsl:variable name="apart" select="$format = 'html' or not(m:body/*[1][self::m:p])"/>
    <xsl:if test="$apart">
      <xsl:call-template name="line">
        <xsl:with-param name="class" select="'label'"/>
        <xsl:with-param name="style" select="'Definition Term'"/>
        <xsl:with-param name="parts" select="$label"/>
        <xsl:with-param name="tail"><xsl:call-template name="back"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <Div class="words">
      <xsl:if test="$style">
        <xsl:call-template name="style"><xsl:with-param name="name" select="$style"/></xsl:call-template>
      </xsl:if>
      <xsl:apply-templates select="m:body" mode="led">
        <xsl:with-param name="lead">
          <xsl:if test="not($apart) and exsl:node-set($label)/part">
            <Span class="label">
              <xsl:call-template name="join"><xsl:with-param name="parts" select="$label"/></xsl:call-template>
            </Span>
            <LineBreak/>
          </xsl:if>
          <xsl:copy-of select="$lead"/>
        </xsl:with-param>
      </xsl:apply-templates>
    </Div>
  </xsl:template>

  <xsl:template match="m:text"><xsl:call-template name="item"/></xsl:template>

  <xsl:template match="m:question | m:feedback | m:report">
    <xsl:call-template name="item">
      <xsl:with-param name="kind"><xsl:apply-templates select="." mode="one"/></xsl:with-param>
      <xsl:with-param name="label"><xsl:call-template name="who"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:principle">
    <xsl:call-template name="item">
      <xsl:with-param name="kind"><xsl:apply-templates select="." mode="many"/></xsl:with-param>
      <xsl:with-param name="label"><xsl:call-template name="who"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:answer">
    <xsl:call-template name="item">
      <xsl:with-param name="kind"><xsl:apply-templates select="." mode="one"/></xsl:with-param>
      <xsl:with-param name="label">
        <xsl:call-template name="who"/>
        <xsl:call-template name="place-part">
          <xsl:with-param name="label" select="'answers'"/>
          <xsl:with-param name="id" select="@answers"/>
        </xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- Speech: the speaker leads the words; a label only where there is more to say of it. -->
  <xsl:template match="m:statement">
    <xsl:call-template name="item">
      <xsl:with-param name="kind">
        <xsl:if test="@kind or not(m:by)"><xsl:apply-templates select="." mode="one"/></xsl:if>
      </xsl:with-param>
      <xsl:with-param name="label">
        <xsl:if test="m:to">
          <part>
            <xsl:value-of select="concat(key('label', 'to'), ' ')"/>
            <xsl:call-template name="names"><xsl:with-param name="of" select="m:to"/></xsl:call-template>
          </part>
        </xsl:if>
      </xsl:with-param>
      <xsl:with-param name="lead">
        <xsl:if test="m:by">
          <xsl:call-template name="speaker">
            <xsl:with-param name="name"><xsl:apply-templates select="m:by" mode="name"/></xsl:with-param>
          </xsl:call-template>
        </xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="speaker">
    <xsl:param name="name"/>
    <xsl:call-template name="strong">
      <xsl:with-param name="style" select="'Speaker'"/>
      <xsl:with-param name="words"><xsl:value-of select="$name"/><xsl:call-template name="colon"/></xsl:with-param>
    </xsl:call-template>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="m:transcript">
    <xsl:call-template name="item"/>
  </xsl:template>

  <xsl:template match="m:turn">
    <Div class="turn">
      <xsl:apply-templates select="." mode="led">
        <xsl:with-param name="lead">
          <xsl:call-template name="speaker">
            <xsl:with-param name="name"><xsl:apply-templates select="." mode="name"/></xsl:with-param>
          </xsl:call-template>
        </xsl:with-param>
      </xsl:apply-templates>
    </Div>
  </xsl:template>

  <xsl:template match="m:event">
    <xsl:call-template name="item">
      <xsl:with-param name="kind"><xsl:apply-templates select="." mode="one"/></xsl:with-param>
      <xsl:with-param name="label"><xsl:call-template name="who"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:declaration">
    <xsl:call-template name="item">
      <xsl:with-param name="kind"><xsl:apply-templates select="." mode="one"/></xsl:with-param>
      <xsl:with-param name="label">
        <xsl:call-template name="who"/>
        <xsl:if test="@withdrew">
          <part><xsl:value-of select="key('label', concat('declaration.withdrew.', @withdrew))"/></part>
        </xsl:if>
      </xsl:with-param>
      <xsl:with-param name="parts">
        <xsl:call-template name="place-part">
          <xsl:with-param name="label" select="'declaration.regarding'"/>
          <xsl:with-param name="id" select="@regarding"/>
        </xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="m:withheld">
    <xsl:call-template name="item">
      <xsl:with-param name="kind"><xsl:apply-templates select="." mode="one"/></xsl:with-param>
      <xsl:with-param name="label">
        <xsl:call-template name="value-part">
          <xsl:with-param name="label" select="'access.basis'"/>
          <xsl:with-param name="value" select="m:basis"/>
        </xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

</xsl:stylesheet>
