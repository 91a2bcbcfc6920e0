<?xml version="1.0" encoding="UTF-8"?>
<!-- What a page, a Word file and their readers are told about the document itself. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    xmlns:r="urn:minutebook:rendition:1"
    xmlns:exsl="http://exslt.org/common"
    exclude-result-prefixes="m r exsl">

  <xsl:template name="metadata">
    <xsl:choose>
      <xsl:when test="$format = 'html'"><xsl:call-template name="page-metadata"/></xsl:when>
      <xsl:when test="$format = 'docx' or $format = 'odt'"><xsl:call-template name="word-metadata"/></xsl:when>
      <xsl:when test="$format = 'pdf'"><xsl:call-template name="sheet-metadata"/></xsl:when>
      <xsl:when test="$format = 'epub'"><xsl:call-template name="book-metadata"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="string-entry">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:if test="string($value) != ''">
      <entry key="{$key}"><MetaString><xsl:value-of select="$value"/></MetaString></entry>
    </xsl:if>
  </xsl:template>

  <!-- A value that stands in an attribute of the page, between single quotes. -->
  <xsl:template name="attribute-entry">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="$key"/>
      <xsl:with-param name="value" select='translate(string($value), "&apos;", "’")'/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="common-metadata">
    <entry key="title"><MetaInlines><xsl:value-of select="m:title"/></MetaInlines></entry>
    <entry key="subtitle"><MetaInlines><xsl:call-template name="subtitle"/></MetaInlines></entry>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'lang'"/>
      <xsl:with-param name="value" select="/r:rendition/@language"/>
    </xsl:call-template>
  </xsl:template>

  <!-- `title` and `subtitle` are written by pandoc in styles of their own; the rest are properties. -->
  <xsl:template name="word-metadata">
    <xsl:call-template name="common-metadata"/>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'subject'"/>
      <xsl:with-param name="value" select="m:meeting/m:series"/>
    </xsl:call-template>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'category'"/>
      <xsl:with-param name="value" select="m:meeting/m:kind"/>
    </xsl:call-template>
    <xsl:if test="m:management/m:keyword">
      <entry key="keywords">
        <MetaList>
          <xsl:for-each select="m:management/m:keyword">
            <MetaInlines><xsl:value-of select="."/></MetaInlines>
          </xsl:for-each>
        </MetaList>
      </entry>
    </xsl:if>
  </xsl:template>

  <!-- For the typesetter; what it takes as data and not as text stands as code, which it can read. -->
  <xsl:template name="sheet-metadata">
    <xsl:call-template name="common-metadata"/>
    <xsl:call-template name="code-entry">
      <xsl:with-param name="key" select="'language'"/>
      <xsl:with-param name="value" select="/r:rendition/@language"/>
    </xsl:call-template>
    <xsl:call-template name="code-entry">
      <xsl:with-param name="key" select="'author'"/>
      <xsl:with-param name="value" select="m:management/m:creator"/>
    </xsl:call-template>
    <xsl:if test="m:management/m:keyword">
      <entry key="keywords">
        <MetaList>
          <xsl:for-each select="m:management/m:keyword">
            <MetaInlines><Code><xsl:value-of select="."/></Code></MetaInlines>
          </xsl:for-each>
        </MetaList>
      </entry>
    </xsl:if>
    <entry key="reference"><MetaInlines><xsl:value-of select="@id"/></MetaInlines></entry>
    <xsl:call-template name="marking-entry"/>
    <entry key="page-number"><MetaInlines><xsl:value-of select="key('label', 'page.word')"/></MetaInlines></entry>
    <entry key="page-of"><MetaInlines><xsl:value-of select="key('label', 'page.of')"/></MetaInlines></entry>
  </xsl:template>

  <xsl:template name="code-entry">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:if test="string($value) != ''">
      <entry key="{$key}"><MetaInlines><Code><xsl:value-of select="$value"/></Code></MetaInlines></entry>
    </xsl:if>
  </xsl:template>

  <!-- What stands at the foot of every sheet: the marking, or else who may see it. -->
  <xsl:template name="marking-entry">
    <xsl:variable name="words">
      <xsl:choose>
        <xsl:when test="m:access/@marking"><xsl:value-of select="m:access/@marking"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="key('label', concat('access.', m:access/@level))"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="string($words) != ''">
      <entry key="marking"><MetaInlines><xsl:value-of select="$words"/></MetaInlines></entry>
    </xsl:if>
  </xsl:template>

  <xsl:template name="book-metadata">
    <xsl:call-template name="common-metadata"/>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'identifier'"/>
      <xsl:with-param name="value" select="@id"/>
    </xsl:call-template>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'date'"/>
      <xsl:with-param name="value" select="m:meeting/@date"/>
    </xsl:call-template>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'creator'"/>
      <xsl:with-param name="value" select="m:management/m:creator"/>
    </xsl:call-template>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'rights'"/>
      <xsl:with-param name="value" select="m:management/m:rights"/>
    </xsl:call-template>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'dir'"/>
      <xsl:with-param name="value" select="/r:rendition/@direction"/>
    </xsl:call-template>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'page-progression-direction'"/>
      <xsl:with-param name="value" select="/r:rendition/@direction"/>
    </xsl:call-template>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'toc-title'"/>
      <xsl:with-param name="value" select="key('label', 'page.contents')"/>
    </xsl:call-template>
    <xsl:if test="m:management/m:keyword">
      <entry key="subject">
        <MetaList>
          <xsl:for-each select="m:management/m:keyword">
            <MetaInlines><xsl:value-of select="."/></MetaInlines>
          </xsl:for-each>
        </MetaList>
      </entry>
    </xsl:if>
  </xsl:template>

  <xsl:template name="page-metadata">
    <xsl:call-template name="common-metadata"/>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'pagetitle'"/>
      <xsl:with-param name="value" select="m:title"/>
    </xsl:call-template>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'dir'"/>
      <xsl:with-param name="value" select="/r:rendition/@direction"/>
    </xsl:call-template>
    <xsl:call-template name="attribute-entry">
      <xsl:with-param name="key" select="'dc-title'"/>
      <xsl:with-param name="value" select="m:title"/>
    </xsl:call-template>
    <xsl:call-template name="attribute-entry">
      <xsl:with-param name="key" select="'dc-identifier'"/>
      <xsl:with-param name="value" select="@id"/>
    </xsl:call-template>
    <xsl:call-template name="attribute-entry">
      <xsl:with-param name="key" select="'dc-date'"/>
      <xsl:with-param name="value" select="m:meeting/@date"/>
    </xsl:call-template>
    <xsl:call-template name="attribute-entry">
      <xsl:with-param name="key" select="'dc-creator'"/>
      <xsl:with-param name="value" select="m:management/m:creator"/>
    </xsl:call-template>
    <xsl:call-template name="attribute-entry">
      <xsl:with-param name="key" select="'dc-rights'"/>
      <xsl:with-param name="value" select="m:management/m:rights"/>
    </xsl:call-template>
    <xsl:call-template name="attribute-entry">
      <xsl:with-param name="key" select="'dc-subject'"/>
      <xsl:with-param name="value">
        <xsl:for-each select="m:management/m:keyword">
          <xsl:if test="position() > 1">, </xsl:if>
          <xsl:value-of select="."/>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="string-entry">
      <xsl:with-param name="key" select="'skip'"/>
      <xsl:with-param name="value" select="key('label', 'page.skip')"/>
    </xsl:call-template>
    <xsl:call-template name="contents"/>
    <xsl:call-template name="page-footer"/>
  </xsl:template>

  <!-- The chapters and what is directly below them, each a link. -->
  <xsl:template name="contents">
    <xsl:variable name="chapters">
      <xsl:call-template name="contents-summary"/>
      <xsl:apply-templates mode="contents" select="m:background"/>
      <xsl:apply-templates mode="contents" select="m:sessions/m:session"/>
      <xsl:apply-templates mode="contents" select="m:next-steps"/>
      <xsl:apply-templates mode="contents" select="m:closing"/>
      <xsl:apply-templates mode="contents" select="m:principles"/>
      <xsl:apply-templates mode="contents" select="m:notes"/>
      <xsl:apply-templates mode="contents" select="m:approval"/>
      <xsl:apply-templates mode="contents" select="m:meeting/m:next"/>
      <xsl:apply-templates mode="contents" select="m:publication"/>
    </xsl:variable>
    <xsl:if test="count(exsl:node-set($chapters)/item) > 1">
      <xsl:call-template name="string-entry">
        <xsl:with-param name="key" select="'contents-title'"/>
        <xsl:with-param name="value" select="key('label', 'page.contents')"/>
      </xsl:call-template>
      <entry key="contents">
        <MetaBlocks>
          <BulletList><xsl:copy-of select="$chapters"/></BulletList>
        </MetaBlocks>
      </entry>
    </xsl:if>
  </xsl:template>

  <xsl:template match="m:session | m:background | m:closing | m:principles" mode="contents">
    <xsl:variable name="words"><xsl:apply-templates select="." mode="heading"/></xsl:variable>
    <xsl:if test="string($words) != ''">
      <item>
        <Plain><Link href="#{@r:anchor}"><xsl:value-of select="$words"/></Link></Plain>
        <xsl:call-template name="contents-below">
          <xsl:with-param name="of" select="m:sessions/m:session[count(ancestor::m:sessions) = 2]"/>
        </xsl:call-template>
      </item>
    </xsl:if>
  </xsl:template>

  <xsl:template name="contents-summary">
    <xsl:if test=".//*[@r:short] and $document = 'note'">
      <item><Plain><Link href="#_summary"><xsl:value-of select="key('label', 'summary')"/></Link></Plain></item>
    </xsl:if>
  </xsl:template>

  <xsl:template match="m:meeting/m:next" mode="contents">
    <item><Plain><Link href="#_next-meeting"><xsl:value-of select="key('label', 'next_meeting')"/></Link></Plain></item>
  </xsl:template>

  <xsl:template match="m:next-steps" mode="contents">
    <item>
      <Plain><Link href="#_next-steps"><xsl:value-of select="key('label', 'next_steps')"/></Link></Plain>
      <xsl:call-template name="contents-below">
        <xsl:with-param name="of" select="m:session"/>
      </xsl:call-template>
    </item>
  </xsl:template>

  <xsl:template match="m:notes | m:approval | m:publication" mode="contents">
    <item>
      <Plain>
        <Link href="#_{local-name()}"><xsl:value-of select="key('label', local-name())"/></Link>
      </Plain>
    </item>
  </xsl:template>

  <xsl:template name="contents-below">
    <xsl:param name="of"/>
    <xsl:variable name="below"><xsl:apply-templates select="$of" mode="contents"/></xsl:variable>
    <xsl:if test="exsl:node-set($below)/item">
      <BulletList><xsl:copy-of select="$below"/></BulletList>
    </xsl:if>
  </xsl:template>

  <xsl:template name="page-footer">
    <xsl:variable name="parts">
      <part><xsl:value-of select="m:title"/></part>
      <part><xsl:value-of select="@id"/></part>
      <xsl:if test="m:management/m:rights"><part><xsl:value-of select="m:management/m:rights"/></part></xsl:if>
    </xsl:variable>
    <entry key="footer">
      <MetaInlines>
        <xsl:call-template name="join"><xsl:with-param name="parts" select="$parts"/></xsl:call-template>
      </MetaInlines>
    </entry>
  </xsl:template>

</xsl:stylesheet>
