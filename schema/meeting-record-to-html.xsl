<?xml version="1.0" encoding="UTF-8"?>
<!--
  A plain and complete page from an archived meeting record, with nothing but an XSLT 1.0 processor:

      xsltproc -o record.html meeting-record-to-html.xsl record.xml

  It is for whoever has the XML and no minutebook. Every word and every value of the record is on the
  page, under the name that its element or attribute has: what this stylesheet does not know by name
  is written out all the same. Keys of people, papers and strands are followed by what they stand for.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="urn:minutebook:meeting-record:1"
    exclude-result-prefixes="m">

  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:strip-space elements="*"/>
  <xsl:preserve-space elements="m:p m:em m:strong m:strike m:code m:code-block m:link m:cell"/>

  <xsl:key name="person" match="m:people/m:person" use="@key"/>
  <xsl:key name="paper" match="m:meeting-record/m:papers/m:paper" use="@key"/>
  <xsl:key name="strand" match="m:strands/m:strand" use="@key"/>
  <xsl:key name="anchor" match="*[@id]" use="@id"/>

  <xsl:template match="/">
    <html lang="{m:meeting-record/@language}">
      <head>
        <title><xsl:value-of select="m:meeting-record/m:title"/></title>
        <style>
          body { max-width: 45em; margin: 2em auto; padding: 0 1em; font-family: serif; line-height: 1.5 }
          .facts, .item, section section { margin-left: 1.5em }
          .fact { margin: 0.2em 0 }
          .name { font-variant: small-caps; color: #444 }
          table { border-collapse: collapse } td, th { border: 1px solid #777; padding: 0.2em 0.5em }
        </style>
      </head>
      <body><main><xsl:apply-templates select="m:meeting-record"/></main></body>
    </html>
  </xsl:template>

  <xsl:template match="m:meeting-record">
    <h1><xsl:value-of select="m:title"/></h1>
    <div class="facts"><xsl:apply-templates select="@*" mode="fact"/></div>
    <xsl:apply-templates select="*[not(self::m:title)]" mode="part"/>
  </xsl:template>

  <!-- What stands at the top of a record has a heading of its own. -->
  <xsl:template match="*" mode="part">
    <section>
      <h2><xsl:call-template name="label"/></h2>
      <xsl:apply-templates select="." mode="inside"/>
    </section>
  </xsl:template>
  <xsl:template match="m:sessions" mode="part">
    <xsl:apply-templates select="*"/>
  </xsl:template>

  <!-- Sessions, with headings as deep as they stand in one another. -->
  <xsl:template match="m:session">
    <xsl:variable name="depth" select="count(ancestor::m:session) + 2"/>
    <section>
      <xsl:call-template name="anchor"/>
      <xsl:element name="h{$depth * ($depth &lt; 7) + 6 * ($depth &gt; 6)}">
        <xsl:if test="@number"><xsl:value-of select="@number"/><xsl:text> </xsl:text></xsl:if>
        <xsl:value-of select="m:title"/>
        <xsl:if test="not(m:title) and not(@number)">Session</xsl:if>
      </xsl:element>
      <div class="facts"><xsl:apply-templates select="@*[name() != 'number']" mode="fact"/></div>
      <xsl:apply-templates select="*[not(self::m:title)]"/>
    </section>
  </xsl:template>
  <xsl:template match="m:session/m:sessions | m:items | m:body" priority="1">
    <xsl:apply-templates select="*"/>
  </xsl:template>

  <!-- One thing said or done. -->
  <xsl:template match="m:items/*" priority="2">
    <div class="item">
      <xsl:call-template name="anchor"/>
      <xsl:if test="not(self::m:text)">
        <p class="fact"><strong><xsl:call-template name="label"/></strong></p>
      </xsl:if>
      <xsl:apply-templates select="." mode="inside"/>
    </div>
  </xsl:template>

  <!-- People and papers begin with what they are called. -->
  <xsl:template match="m:people/m:person | m:papers/m:paper | m:strands/m:strand" priority="2">
    <div class="facts">
      <p class="fact">
        <strong><xsl:value-of select="m:name | m:title"/></strong>
        <xsl:text> (</xsl:text><xsl:value-of select="@key"/><xsl:text>)</xsl:text>
      </p>
      <div class="facts">
        <xsl:apply-templates select="@*[name() != 'key']" mode="fact"/>
        <xsl:apply-templates select="*[not(self::m:name or self::m:title)]"/>
      </div>
    </div>
  </xsl:template>

  <!-- Everything else: a name and a value, or a name and what is in it. -->
  <xsl:template match="*">
    <xsl:choose>
      <xsl:when test="*">
        <div class="facts">
          <xsl:call-template name="anchor"/>
          <p class="fact"><span class="name"><xsl:call-template name="label"/></span></p>
          <xsl:apply-templates select="." mode="inside"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <div class="fact">
          <span class="name"><xsl:call-template name="label"/></span>
          <xsl:text>: </xsl:text>
          <xsl:value-of select="."/>
          <xsl:if test="text() and @*"><xsl:text> </xsl:text></xsl:if>
          <xsl:apply-templates select="@*" mode="beside"/>
        </div>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="inside">
    <xsl:if test="@*"><div class="facts"><xsl:apply-templates select="@*" mode="fact"/></div></xsl:if>
    <xsl:if test="not(*) and text()"><p><xsl:value-of select="."/></p></xsl:if>
    <xsl:apply-templates select="*"/>
  </xsl:template>

  <!-- Attributes: on a line of their own, or behind a value. -->
  <xsl:template match="@*" mode="fact">
    <div class="fact">
      <span class="name"><xsl:call-template name="label"/></span>
      <xsl:text>: </xsl:text>
      <xsl:apply-templates select="." mode="value"/>
    </div>
  </xsl:template>
  <xsl:template match="@*" mode="beside">
    <xsl:if test="position() &gt; 1"><xsl:text>, </xsl:text></xsl:if>
    <xsl:if test="name() != 'person' and name() != 'paper' and name() != 'strand'">
      <span class="name"><xsl:call-template name="label"/></span>
      <xsl:text>: </xsl:text>
    </xsl:if>
    <xsl:apply-templates select="." mode="value"/>
  </xsl:template>

  <xsl:template match="@*" mode="value"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="@person" mode="value">
    <xsl:call-template name="named"><xsl:with-param name="called" select="key('person', .)/m:name"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="@paper" mode="value">
    <xsl:call-template name="named"><xsl:with-param name="called" select="key('paper', .)/m:title"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="@strand" mode="value">
    <xsl:call-template name="named"><xsl:with-param name="called" select="key('strand', .)/m:title"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="@href | @online" mode="value">
    <a href="{.}"><xsl:value-of select="."/></a>
  </xsl:template>
  <!-- A day as it stands, and in words. -->
  <xsl:template match="@*[string-length() = 10 and translate(., '0123456789', '##########') = '####-##-##']" mode="value">
    <xsl:value-of select="."/>
    <xsl:text> (</xsl:text>
    <xsl:value-of select="number(substring(., 9, 2))"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="substring-before(substring-after('01January 02February 03March 04April 05May 06June 07July 08August 09September 10October 11November 12December ', substring(., 6, 2)), ' ')"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="substring(., 1, 4)"/>
    <xsl:text>)</xsl:text>
  </xsl:template>

  <xsl:template name="named">
    <xsl:param name="called"/>
    <xsl:choose>
      <xsl:when test="$called">
        <xsl:value-of select="$called"/>
        <xsl:text> (</xsl:text><xsl:value-of select="."/><xsl:text>)</xsl:text>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="label"><xsl:value-of select="translate(local-name(), '-', ' ')"/></xsl:template>
  <xsl:template name="anchor">
    <xsl:if test="@id"><xsl:attribute name="id"><xsl:value-of select="@id"/></xsl:attribute></xsl:if>
  </xsl:template>

  <!-- Rich text. -->
  <xsl:template match="m:p" priority="3"><p><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="m:list" priority="3"><ul><xsl:apply-templates select="*"/></ul></xsl:template>
  <xsl:template match="m:list[@kind = 'number']" priority="4">
    <ol>
      <xsl:if test="@start"><xsl:attribute name="start"><xsl:value-of select="@start"/></xsl:attribute></xsl:if>
      <xsl:apply-templates select="*"/>
    </ol>
  </xsl:template>
  <xsl:template match="m:list/m:item" priority="3"><li><xsl:apply-templates select="*"/></li></xsl:template>
  <xsl:template match="m:quote" priority="3"><blockquote><xsl:apply-templates select="*"/></blockquote></xsl:template>
  <xsl:template match="m:code-block" priority="3">
    <xsl:if test="@language"><p class="name"><xsl:value-of select="@language"/></p></xsl:if>
    <pre><xsl:value-of select="."/></pre>
  </xsl:template>
  <xsl:template match="m:table" priority="3"><table><xsl:apply-templates select="*"/></table></xsl:template>
  <xsl:template match="m:table/m:head | m:table/m:row" priority="3"><tr><xsl:apply-templates select="*"/></tr></xsl:template>
  <xsl:template match="m:head/m:cell" priority="3"><th><xsl:apply-templates/></th></xsl:template>
  <xsl:template match="m:row/m:cell" priority="3"><td><xsl:apply-templates/></td></xsl:template>
  <xsl:template match="m:rule" priority="3"><hr/></xsl:template>
  <xsl:template match="m:em" priority="3"><em><xsl:apply-templates/></em></xsl:template>
  <xsl:template match="m:strong" priority="3"><strong><xsl:apply-templates/></strong></xsl:template>
  <xsl:template match="m:strike" priority="3"><s><xsl:apply-templates/></s></xsl:template>
  <xsl:template match="m:code" priority="3"><code><xsl:value-of select="."/></code></xsl:template>
  <xsl:template match="m:p//m:break | m:cell//m:break" priority="3"><br/></xsl:template>
  <xsl:template match="m:p//m:link | m:cell//m:link" priority="3">
    <a href="{@href}"><xsl:apply-templates/></a>
    <xsl:text> (</xsl:text>
    <xsl:if test="@title"><xsl:value-of select="@title"/><xsl:text>, </xsl:text></xsl:if>
    <xsl:value-of select="@href"/>
    <xsl:text>)</xsl:text>
  </xsl:template>
  <xsl:template match="m:note-ref" priority="3"><sup>[<xsl:value-of select="@id"/>]</sup></xsl:template>
  <xsl:template match="m:footnote" priority="3">
    <div class="facts"><p class="fact"><sup>[<xsl:value-of select="@id"/>]</sup></p><xsl:apply-templates select="*"/></div>
  </xsl:template>
</xsl:stylesheet>
