"""Names that decide whether ``<...>`` is markup or words.

Nothing in this module reads a text.
"""

from __future__ import annotations

_ELEMENTS = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
blockquote body br button canvas caption center cite code col colgroup data datalist dd del
details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins isindex kbd keygen
label legend li link listing main map mark marquee math menu menuitem meta meter multicol nav
nextid nobr noembed noframes noscript object ol optgroup option output p param picture plaintext
pre progress q rb rp rt rtc ruby s samp script search section select slot small source spacer span
strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title
tr track tt u ul var video wbr xmp
"""
HTML_ELEMENTS = frozenset(_ELEMENTS.split())
"""Source: HTML Living Standard, index of elements, with those that are obsolete."""

_SCHEMES = """
http https mailto tel about blob data doi feed file ftp ftps geo git gopher irc ircs jabber
javascript ldap magnet news nntp sftp sip sips skype sms ssh svn urn vbscript view-source ws wss
xmpp
"""
SCHEMES = frozenset(_SCHEMES.split())
"""The beginnings of an address that are allowed, and those that a writer may well mean as one."""
