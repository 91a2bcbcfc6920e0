<?xml version="1.0" encoding="UTF-8"?>
<!--
  A meeting record as Akoma Ntoso 3.0: a debateReport of the name "minutes".

  Every element of the record is an hcontainer of the same name, with its attributes as paragraphs in
  the intro and its words as content; sessions have their num and heading. What is said about the
  record, and what others added to it, goes as it is into meta/proprietary.
  docs/explanation/crosswalks.md says it element by element.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
    exclude-result-prefixes="m">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <xsl:strip-space elements="*"/>
  <xsl:preserve-space elements="m:p m:em m:strong m:strike m:code m:code-block m:link m:cell"/>

  <xsl:key name="person" match="m:people/m:person" use="@key"/>
  <xsl:key name="paper" match="m:meeting-record/m:papers/m:paper" use="@key"/>
  <xsl:key name="strand" match="m:strands/m:strand" use="@key"/>

  <xsl:variable name="record" select="/m:meeting-record"/>
  <xsl:variable name="upper" select="'ABCDEFGHIJKLMNOPQRSTUVWXYZ'"/>
  <xsl:variable name="lower" select="'abcdefghijklmnopqrstuvwxyz'"/>
  <xsl:variable name="region" select="substring-after($record/@language, '-')"/>
  <xsl:variable name="country">
    <xsl:choose>
      <xsl:when test="string-length($region) = 2"><xsl:value-of select="translate($region, $upper, $lower)"/></xsl:when>
      <xsl:otherwise>zz</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="work" select="concat('/akn/', $country, '/debateReport/minutes/', $record/m:meeting/@date, '/', $record/@id)"/>
  <xsl:variable name="expression" select="concat($work, '/', $record/@language, '@')"/>

  <xsl:template match="/">
    <akomaNtoso>
      <debateReport name="minutes">
        <meta>
          <identification source="#minutebook">
            <FRBRWork>
              <xsl:call-template name="frbr"><xsl:with-param name="uri" select="$work"/></xsl:call-template>
              <FRBRcountry value="{$country}"/>
            </FRBRWork>
            <FRBRExpression>
              <xsl:call-template name="frbr"><xsl:with-param name="uri" select="$expression"/></xsl:call-template>
              <FRBRlanguage language="{$record/@language}"/>
            </FRBRExpression>
            <FRBRManifestation>
              <xsl:call-template name="frbr"><xsl:with-param name="uri" select="concat($expression, '.akn')"/></xsl:call-template>
            </FRBRManifestation>
          </identification>
          <references source="#minutebook">
            <TLCOrganization eId="minutebook" href="/ontology/organization/minutebook" showAs="minutebook"/>
            <TLCOrganization eId="creator" href="/ontology/organization/creator">
              <xsl:attribute name="showAs">
                <xsl:value-of select="$record/m:management/m:creator"/>
                <xsl:if test="not($record/m:management/m:creator)">unknown</xsl:if>
              </xsl:attribute>
            </TLCOrganization>
            <xsl:for-each select="$record/m:people/m:person">
              <TLCPerson eId="person_{@key}" href="/ontology/person/{$record/@id}/{@key}" showAs="{m:name}"/>
            </xsl:for-each>
          </references>
          <xsl:if test="$record/m:access | $record/m:management | $record/m:publication | $record/m:extensions">
            <proprietary source="#minutebook">
              <xsl:copy-of select="$record/m:access | $record/m:management | $record/m:publication | $record/m:extensions"/>
            </proprietary>
          </xsl:if>
        </meta>
        <mainBody>
          <xsl:apply-templates select="$record" mode="container"/>
        </mainBody>
      </debateReport>
    </akomaNtoso>
  </xsl:template>

  <xsl:template name="frbr">
    <xsl:param name="uri"/>
    <FRBRthis value="{$uri}/!main"/>
    <FRBRuri value="{$uri}"/>
    <FRBRdate date="{$record/m:meeting/@date}" name="meeting"/>
    <FRBRauthor href="#creator"/>
  </xsl:template>

  <!-- Every element but those of rich text is a container of its own name. -->
  <!-- What is in something has its eId, and a number more. -->
  <xsl:template match="*" mode="container">
    <xsl:param name="at" select="'e'"/>
    <hcontainer name="{local-name()}">
      <xsl:attribute name="eId"><xsl:value-of select="$at"/></xsl:attribute>
      <xsl:variable name="blocks" select="m:p | m:list | m:quote | m:code-block | m:table | m:rule | m:footnote"/>
      <xsl:variable name="heading" select="self::m:session or self::m:meeting-record"/>
      <xsl:variable name="facts" select="@*[not($heading and name() = 'number')]"/>
      <xsl:variable name="parts" select="*[not(self::m:title and $heading)][not($heading and parent::m:meeting-record and (self::m:access or self::m:management or self::m:publication or self::m:extensions))]"/>
      <xsl:if test="$heading and @number"><num><xsl:value-of select="@number"/></num></xsl:if>
      <xsl:if test="$heading and m:title"><heading><xsl:value-of select="m:title"/></heading></xsl:if>
      <xsl:choose>
        <xsl:when test="$blocks">
          <content>
            <xsl:apply-templates select="$facts" mode="fact"/>
            <xsl:apply-templates select="*" mode="block"><xsl:with-param name="at" select="$at"/></xsl:apply-templates>
            <xsl:if test="not($blocks[not(self::m:rule)])"><p/></xsl:if>
          </content>
        </xsl:when>
        <xsl:when test="$parts">
          <xsl:if test="$facts"><intro><xsl:apply-templates select="$facts" mode="fact"/></intro></xsl:if>
          <xsl:for-each select="$parts">
            <xsl:apply-templates select="." mode="container"><xsl:with-param name="at" select="concat($at, '-', position())"/></xsl:apply-templates>
          </xsl:for-each>
        </xsl:when>
        <xsl:otherwise>
          <content>
            <xsl:if test="text() or not($facts)"><p><xsl:value-of select="text()"/></p></xsl:if>
            <xsl:apply-templates select="$facts" mode="fact"/>
          </content>
        </xsl:otherwise>
      </xsl:choose>
    </hcontainer>
  </xsl:template>

  <!-- An attribute is a paragraph of its name; what a key stands for is written out. -->
  <xsl:template match="@*" mode="fact">
    <p class="{local-name()}"><xsl:apply-templates select="." mode="value"/></p>
  </xsl:template>
  <xsl:template match="@*" mode="value"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="@person[key('person', .)]" mode="value">
    <person refersTo="#person_{.}"><xsl:value-of select="key('person', .)/m:name"/></person>
    <xsl:text> (</xsl:text><xsl:value-of select="."/><xsl:text>)</xsl:text>
  </xsl:template>
  <xsl:template match="@paper[key('paper', .)]" mode="value">
    <xsl:value-of select="key('paper', .)/m:title"/>
    <xsl:text> (</xsl:text><xsl:value-of select="."/><xsl:text>)</xsl:text>
  </xsl:template>
  <xsl:template match="@strand[key('strand', .)]" mode="value">
    <xsl:value-of select="key('strand', .)/m:title"/>
    <xsl:text> (</xsl:text><xsl:value-of select="."/><xsl:text>)</xsl:text>
  </xsl:template>
  <xsl:template match="@date | @due | @end-date | @completed" mode="value">
    <date date="{.}"><xsl:value-of select="."/></date>
  </xsl:template>
  <xsl:template match="@href" mode="value">
    <xsl:call-template name="link"><xsl:with-param name="words"><xsl:value-of select="."/></xsl:with-param></xsl:call-template>
  </xsl:template>

  <!-- An address that is no URI in the strict sense stands beside its words. -->
  <xsl:template name="link">
    <xsl:param name="words"/>
    <xsl:param name="href" select="."/>
    <xsl:param name="title"/>
    <xsl:variable name="host" select="substring-before(concat(substring-after($href, '://'), '/'), '/')"/>
    <xsl:variable name="after" select="substring-after($href, '#')"/>
    <xsl:variable name="plain" select="translate($href, concat($upper, $lower, '0123456789/:.-_~?=&amp;+,;!*@#'), '') = ''"/>
    <xsl:choose>
      <xsl:when test="$plain and not(contains($after, '#')) and translate($host, '#?:@', '####') = $host and (not(contains($href, '://')) or $host != '')">
        <a href="{$href}">
          <xsl:if test="$title"><xsl:attribute name="title"><xsl:value-of select="$title"/></xsl:attribute></xsl:if>
          <xsl:copy-of select="$words"/>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <inline name="link"><xsl:copy-of select="$words"/></inline>
        <xsl:text> (</xsl:text>
        <xsl:if test="$title"><xsl:value-of select="$title"/><xsl:text>, </xsl:text></xsl:if>
        <xsl:value-of select="$href"/>
        <xsl:text>)</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Rich text. -->
  <xsl:template match="*" mode="block">
    <xsl:param name="at"/>
    <xsl:apply-templates select="." mode="container">
      <xsl:with-param name="at" select="concat($at, '-', count(preceding-sibling::*) + 1)"/>
    </xsl:apply-templates>
  </xsl:template>
  <xsl:template match="m:p" mode="block"><p><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="m:list" mode="block">
    <xsl:param name="at"/>
    <blockList class="{@kind}" eId="{$at}-{count(preceding-sibling::*) + 1}">
      <xsl:call-template name="inner"><xsl:with-param name="at" select="$at"/></xsl:call-template>
    </blockList>
  </xsl:template>
  <xsl:template match="m:item" mode="block">
    <xsl:param name="at"/>
    <xsl:variable name="number" select="count(preceding-sibling::m:item)"/>
    <item eId="{$at}-{$number + 1}">
      <xsl:if test="../@kind = 'number'">
        <num>
          <xsl:choose>
            <xsl:when test="../@start"><xsl:value-of select="../@start + $number"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$number + 1"/></xsl:otherwise>
          </xsl:choose>
        </num>
      </xsl:if>
      <xsl:call-template name="inner"><xsl:with-param name="at" select="$at"/></xsl:call-template>
      <xsl:if test="not(*[not(self::m:rule)])"><p/></xsl:if>
    </item>
  </xsl:template>
  <xsl:template match="m:quote" mode="block">
    <xsl:param name="at"/>
    <blockContainer class="quote" eId="{$at}-{count(preceding-sibling::*) + 1}">
      <xsl:call-template name="inner"><xsl:with-param name="at" select="$at"/></xsl:call-template>
      <xsl:if test="not(*[not(self::m:rule)])"><p/></xsl:if>
    </blockContainer>
  </xsl:template>
  <xsl:template match="m:footnote" mode="block">
    <xsl:param name="at"/>
    <blockContainer class="footnote" eId="{$at}-{count(preceding-sibling::*) + 1}">
      <num><xsl:value-of select="@id"/></num>
      <xsl:call-template name="inner"><xsl:with-param name="at" select="$at"/></xsl:call-template>
      <xsl:if test="not(*[not(self::m:rule)])"><p/></xsl:if>
    </blockContainer>
  </xsl:template>
  <xsl:template name="inner">
    <xsl:param name="at"/>
    <xsl:apply-templates select="*" mode="block">
      <xsl:with-param name="at" select="concat($at, '-', count(preceding-sibling::*) + 1)"/>
    </xsl:apply-templates>
  </xsl:template>
  <xsl:template match="m:code-block" mode="block">
    <xsl:if test="@language"><p class="language"><xsl:value-of select="@language"/></p></xsl:if>
    <block name="code"><xsl:value-of select="."/></block>
  </xsl:template>
  <xsl:template match="m:rule" mode="block"/>
  <xsl:template match="m:table" mode="block">
    <table><xsl:apply-templates select="m:head | m:row" mode="block"/></table>
  </xsl:template>
  <xsl:template match="m:head | m:row" mode="block"><tr><xsl:apply-templates select="m:cell" mode="block"/></tr></xsl:template>
  <xsl:template match="m:head/m:cell" mode="block"><th><p><xsl:apply-templates/></p></th></xsl:template>
  <xsl:template match="m:row/m:cell" mode="block"><td><p><xsl:apply-templates/></p></td></xsl:template>

  <xsl:template match="m:em"><i><xsl:apply-templates/></i></xsl:template>
  <xsl:template match="m:strong"><b><xsl:apply-templates/></b></xsl:template>
  <xsl:template match="m:strike"><inline name="strike"><xsl:apply-templates/></inline></xsl:template>
  <xsl:template match="m:code"><inline name="code"><xsl:value-of select="."/></inline></xsl:template>
  <xsl:template match="m:break"><eol/></xsl:template>
  <xsl:template match="m:link">
    <xsl:call-template name="link">
      <xsl:with-param name="href" select="@href"/>
      <xsl:with-param name="title" select="@title"/>
      <xsl:with-param name="words"><xsl:apply-templates/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="m:note-ref"><sup><xsl:value-of select="@id"/></sup></xsl:template>
</xsl:stylesheet>
