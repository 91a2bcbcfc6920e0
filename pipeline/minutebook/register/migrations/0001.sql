-- The first form of the register. A line after `--` says what a table or column holds; the
-- reference page is made from it.

CREATE TABLE records (  -- Archived records, one for each file.
  id TEXT PRIMARY KEY,  -- The record's own id.
  digest TEXT NOT NULL,  -- SHA-256 of the archived file, by which a changed one is known.
  title TEXT NOT NULL,  -- Its title.
  language TEXT,  -- As a language tag.
  status TEXT,  -- draft, final, approved, superseded or withdrawn.
  approved TEXT,  -- The day on which it was approved.
  public_title TEXT,  -- What stands in place of its title for the public.
  restricted INTEGER NOT NULL,  -- 1 where the record is not open to the public.
  counts INTEGER NOT NULL,  -- 1 where it stands for its meeting: no translation of another record here, not replaced, not withdrawn.
  page TEXT NOT NULL  -- Its page, from the folder of the renditions.
) WITHOUT ROWID;

CREATE TABLE series (  -- Lines of meetings.
  id TEXT PRIMARY KEY,  -- The name without letter case and punctuation.
  name TEXT NOT NULL  -- The name, as the record of the last meeting writes it.
) WITHOUT ROWID;

CREATE TABLE meetings (  -- The meeting of each record.
  record TEXT PRIMARY KEY REFERENCES records (id) ON DELETE CASCADE,  -- Its record.
  series TEXT REFERENCES series (id) DEFERRABLE INITIALLY DEFERRED,  -- Its line of meetings.
  series_name TEXT,  -- The name of the line, as this record writes it.
  date TEXT NOT NULL,  -- The day, or the first day.
  end_date TEXT,  -- The last day.
  starts TEXT,  -- When it began.
  kind TEXT,  -- What kind of meeting it was.
  number TEXT,  -- Its number, as written.
  state TEXT,  -- held, cancelled, inquorate or adjourned.
  venue TEXT,  -- Where it was.
  next_date TEXT  -- The day that was announced for the next one.
) WITHOUT ROWID;
CREATE INDEX meetings_of_series ON meetings (series);

CREATE TABLE relations (  -- What a record says of other records.
  record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,  -- The record that says so.
  kind TEXT NOT NULL,  -- previous, next, translation_of, supersedes, superseded_by, approved_at, approves or resumes.
  other TEXT NOT NULL,  -- The id of the other record, which need not be in the register.
  PRIMARY KEY (record, kind, other)
) WITHOUT ROWID;
CREATE INDEX relations_of_other ON relations (other);

CREATE TABLE people (  -- People and groups as one record lists them.
  id TEXT PRIMARY KEY,  -- The record's id, a slash and the key.
  record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,  -- The record.
  key TEXT NOT NULL,  -- The key in the record.
  name TEXT NOT NULL,  -- The name.
  words TEXT NOT NULL,  -- The name without letter case and punctuation, to find the same person elsewhere.
  kind TEXT NOT NULL,  -- person or group.
  role TEXT,  -- What the person did in the meeting.
  post TEXT,  -- The office or job held.
  organisation TEXT,  -- Whom the person came for.
  sector TEXT,  -- The sector of the organisation.
  attendance TEXT,  -- present, partial, apologies, absent or not-recorded.
  restricted INTEGER NOT NULL  -- 1 where the name is not open to the public.
) WITHOUT ROWID;
CREATE INDEX people_of_record ON people (record);

CREATE TABLE others_present (  -- Others who were there, counted or named.
  record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,  -- The record.
  n INTEGER NOT NULL,  -- Their place in the list.
  title TEXT NOT NULL,  -- Who they were.
  organisation TEXT,  -- Whom they came for.
  count INTEGER,  -- How many they were.
  PRIMARY KEY (record, n)
) WITHOUT ROWID;

CREATE TABLE headcounts (  -- How many came from each sector, the people named included.
  record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,  -- The record.
  sector TEXT NOT NULL,  -- The sector.
  count INTEGER NOT NULL,  -- How many came.
  PRIMARY KEY (record, sector)
) WITHOUT ROWID;

CREATE TABLE strands (  -- Strands of work as one record lists them.
  id TEXT PRIMARY KEY,  -- The record's id, a slash and the key.
  record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,  -- The record.
  key TEXT NOT NULL,  -- The key in the record.
  title TEXT NOT NULL,  -- What the strand is called.
  words TEXT NOT NULL,  -- The title without letter case and punctuation.
  restricted INTEGER NOT NULL  -- 1 where the strand is not open to the public.
) WITHOUT ROWID;
CREATE INDEX strands_of_record ON strands (record);

CREATE TABLE papers (  -- Papers, in a record's list or in place.
  id TEXT PRIMARY KEY,  -- The record's id, a slash and the key, or + and a number.
  record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,  -- The record.
  title TEXT NOT NULL,  -- What the paper is called.
  kind TEXT,  -- What sort of paper it is.
  number TEXT,  -- Its number, as written.
  href TEXT,  -- Where it can be read.
  restricted INTEGER NOT NULL  -- 1 where the paper is not open to the public.
) WITHOUT ROWID;
CREATE INDEX papers_of_record ON papers (record);

CREATE TABLE sessions (  -- Parts of a record with a heading.
  id TEXT PRIMARY KEY,  -- The record's id, # and the anchor on its page.
  record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,  -- The record.
  parent TEXT REFERENCES sessions (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,  -- The session in which it stands.
  n INTEGER NOT NULL,  -- Its place in the record, counted with the items.
  anchor TEXT NOT NULL,  -- Its anchor on the page.
  public_anchor TEXT,  -- The same on the page for the public.
  section TEXT NOT NULL,  -- background, sessions, next-steps, closing or principles.
  title TEXT,  -- Its heading.
  number TEXT,  -- Its number, as written.
  kind TEXT,  -- What kind of session it is.
  strand TEXT REFERENCES strands (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,  -- Its strand, or that of the session around it.
  text TEXT,  -- Its opening words.
  restricted INTEGER NOT NULL  -- 1 where it, or what it stands in, is not open to the public.
) WITHOUT ROWID;
CREATE INDEX sessions_of_record ON sessions (record);
CREATE INDEX sessions_of_parent ON sessions (parent);
CREATE INDEX sessions_of_strand ON sessions (strand);

CREATE TABLE items (  -- Everything that stands in a session.
  id TEXT PRIMARY KEY,  -- The record's id, # and the anchor on its page.
  record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,  -- The record.
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,  -- The session.
  n INTEGER NOT NULL,  -- Its place in the record, counted with the sessions.
  kind TEXT NOT NULL,  -- What it is: feedback, question, action and so on.
  key TEXT,  -- Its own id in the record.
  number TEXT,  -- Its number, as written.
  anchor TEXT NOT NULL,  -- Its anchor on the page.
  public_anchor TEXT,  -- The same on the page for the public.
  strand TEXT REFERENCES strands (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,  -- Its strand, or that of its session.
  text TEXT NOT NULL,  -- Its words.
  restricted INTEGER NOT NULL  -- 1 where it, or what it stands in, is not open to the public.
) WITHOUT ROWID;
CREATE INDEX items_of_record ON items (record);
CREATE INDEX items_of_session ON items (session);
CREATE INDEX items_of_strand ON items (strand);
CREATE INDEX items_of_kind ON items (kind);

CREATE TABLE item_people (  -- Who is named by an item, and as what.
  item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  role TEXT NOT NULL,  -- owner, by, to, moved, seconded, candidate, elected, dissent or speaks.
  n INTEGER NOT NULL,  -- The place among those of the role.
  person TEXT REFERENCES people (id) ON DELETE CASCADE,  -- The person, where the record lists them.
  name TEXT NOT NULL,  -- The name.
  words TEXT NOT NULL,  -- The name without letter case and punctuation.
  restricted INTEGER NOT NULL,  -- 1 where the name is not open to the public.
  PRIMARY KEY (item, role, n)
) WITHOUT ROWID;
CREATE INDEX item_people_of_person ON item_people (person);

CREATE TABLE item_papers (  -- Papers that an item names.
  item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  paper TEXT NOT NULL REFERENCES papers (id) ON DELETE CASCADE,  -- The paper.
  PRIMARY KEY (item, paper)
) WITHOUT ROWID;
CREATE INDEX item_papers_of_paper ON item_papers (paper);

CREATE TABLE feedback (  -- Items of feedback.
  item TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  kind TEXT  -- consensus, disagreement, concern, suggestion, question or comment.
) WITHOUT ROWID;

CREATE TABLE questions (  -- Questions that were asked.
  item TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  status TEXT NOT NULL  -- As the record says, or else answered where an answer follows, or open.
) WITHOUT ROWID;

CREATE TABLE answers (  -- Answers that were given.
  item TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  question TEXT REFERENCES questions (item) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED  -- The question that is named, or the nearest one before it in the session.
) WITHOUT ROWID;
CREATE INDEX answers_of_question ON answers (question);

CREATE TABLE decisions (  -- Decisions that were taken.
  item TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  outcome TEXT,  -- agreed, resolved, noted, deferred, rejected, recommended or no-decision.
  basis TEXT,  -- How it was taken.
  date TEXT,  -- When, where that was not the day of the meeting.
  approves TEXT  -- The id of the record that it approves.
) WITHOUT ROWID;

CREATE TABLE motions (  -- Motions that were moved.
  item TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  result TEXT,  -- carried, lost, withdrawn or deferred.
  result_text TEXT,  -- The result in the record's words.
  amends TEXT  -- The id of the motion that it amends, in the same record.
) WITHOUT ROWID;

CREATE TABLE votes (  -- Counts of votes on a decision, motion or election.
  item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  choice TEXT NOT NULL,  -- for, against, abstain, absent or a choice of the tally.
  count INTEGER NOT NULL,  -- How many votes it got.
  restricted INTEGER NOT NULL,  -- 1 where the choice is a person whose name is not open.
  PRIMARY KEY (item, choice)
) WITHOUT ROWID;

CREATE TABLE voters (  -- Who voted how, where the record names them.
  item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  n INTEGER NOT NULL,  -- Their place among the names.
  choice TEXT NOT NULL,  -- What they voted for.
  person TEXT REFERENCES people (id) ON DELETE CASCADE,  -- The person, where the record lists them.
  name TEXT NOT NULL,  -- The name.
  restricted INTEGER NOT NULL,  -- 1 where the name or the choice is not open to the public.
  PRIMARY KEY (item, n)
) WITHOUT ROWID;
CREATE INDEX voters_of_person ON voters (person);

CREATE TABLE principles (  -- Principles that were called to mind.
  item TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  stance TEXT  -- upheld or excluded; its own, or that of its session.
) WITHOUT ROWID;

CREATE TABLE mentions (  -- Every place where a record states an action.
  item TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  status TEXT NOT NULL,  -- open, done, dropped or carried, as the record says.
  due TEXT,  -- The day by which it is to be done.
  due_text TEXT,  -- The same in the record's words.
  given TEXT,  -- The day on which it was first given, where the record says so.
  completed TEXT,  -- The day on which it was done.
  carried_from TEXT,  -- The id that it had before.
  origin TEXT,  -- The id of the record in which it was first given.
  priority TEXT,  -- low, normal or high.
  progress TEXT  -- Words on its progress.
) WITHOUT ROWID;
CREATE INDEX mentions_of_origin ON mentions (origin);

CREATE TABLE endings (  -- Every place where another item closes or drops an action.
  item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  key TEXT NOT NULL,  -- The id of the action.
  status TEXT NOT NULL,  -- done or dropped.
  PRIMARY KEY (item, key)
) WITHOUT ROWID;

CREATE TABLE actions (  -- Actions, each once however often it was carried on.
  id TEXT PRIMARY KEY REFERENCES mentions (item) ON DELETE CASCADE,  -- The item that states it first.
  key TEXT,  -- The id that it has there.
  given TEXT NOT NULL,  -- The day on which it was given.
  restricted INTEGER NOT NULL  -- 1 where any item of its life is not open to the public.
) WITHOUT ROWID;

CREATE TABLE action_events (  -- The life of each action. On a day it stands as its last event up to then says.
  action TEXT NOT NULL REFERENCES actions (id) ON DELETE CASCADE,  -- The action.
  n INTEGER NOT NULL,  -- Its place in the life of the action.
  date TEXT NOT NULL,  -- The day of the meeting, or that on which it was done if that was later.
  event TEXT NOT NULL,  -- given, carried, changed, done or dropped.
  status TEXT NOT NULL,  -- How it stands from here on: open, done or dropped.
  item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,  -- The item that says so.
  mention TEXT NOT NULL REFERENCES mentions (item) ON DELETE CASCADE,  -- The item that has its words, owners and due day from here on.
  PRIMARY KEY (action, n)
) WITHOUT ROWID;
CREATE INDEX action_events_of_item ON action_events (item);
CREATE INDEX action_events_of_mention ON action_events (mention);

CREATE TABLE texts (  -- Every text of every record, with its place.
  n INTEGER PRIMARY KEY,  -- A number for the search only; it may differ when the register is made anew.
  record TEXT NOT NULL REFERENCES records (id) ON DELETE CASCADE,  -- The record.
  place INTEGER NOT NULL,  -- Its place among the texts of the record.
  kind TEXT NOT NULL,  -- title, session, note, paper, strand, person, others, approval, meeting, publication, management or the kind of the item.
  session TEXT REFERENCES sessions (id) ON DELETE CASCADE,  -- The session in which it stands.
  item TEXT REFERENCES items (id) ON DELETE CASCADE,  -- The item.
  text TEXT NOT NULL,  -- The words.
  restricted INTEGER NOT NULL  -- 1 where the text is not open to the public.
);
CREATE INDEX texts_of_record ON texts (record);
CREATE INDEX texts_of_session ON texts (session);
CREATE INDEX texts_of_item ON texts (item);
CREATE VIRTUAL TABLE words_of_texts USING fts5 (
  text, content='texts', content_rowid='n', tokenize="unicode61 remove_diacritics 2"
);

-- The same tables without what is not open to the public; their columns bear the same names.

CREATE VIEW public_records AS
  SELECT id, title, language, status, approved, counts, page
  FROM records WHERE NOT restricted;
CREATE VIEW public_meetings AS
  SELECT m.* FROM meetings AS m JOIN records AS r ON r.id = m.record WHERE NOT r.restricted;
CREATE VIEW public_series AS
  SELECT * FROM series AS s WHERE EXISTS (
    SELECT 1 FROM meetings AS m JOIN records AS r ON r.id = m.record
    WHERE m.series = s.id AND NOT r.restricted);
CREATE VIEW public_relations AS
  SELECT t.* FROM relations AS t JOIN records AS r ON r.id = t.record WHERE NOT r.restricted;
CREATE VIEW public_people AS
  SELECT id, record, key, name, words, kind, role, post, organisation, sector, attendance
  FROM people WHERE NOT restricted;
CREATE VIEW public_others_present AS
  SELECT t.* FROM others_present AS t JOIN records AS r ON r.id = t.record WHERE NOT r.restricted;
CREATE VIEW public_headcounts AS
  SELECT t.* FROM headcounts AS t JOIN records AS r ON r.id = t.record WHERE NOT r.restricted;
CREATE VIEW public_strands AS
  SELECT id, record, key, title, words FROM strands WHERE NOT restricted;
CREATE VIEW public_papers AS
  SELECT id, record, title, kind, number, href FROM papers WHERE NOT restricted;
CREATE VIEW public_sessions AS
  SELECT s.id, s.record, s.parent, s.n, s.public_anchor AS anchor, s.section, s.title, s.number,
    s.kind, t.id AS strand, s.text
  FROM sessions AS s LEFT JOIN public_strands AS t ON t.id = s.strand WHERE NOT s.restricted;
CREATE VIEW public_items AS
  SELECT i.id, i.record, i.session, i.n, i.kind, i.key, i.number, i.public_anchor AS anchor,
    t.id AS strand, i.text
  FROM items AS i LEFT JOIN public_strands AS t ON t.id = i.strand WHERE NOT i.restricted;
CREATE VIEW public_item_people AS
  SELECT p.item, p.role, p.n, p.person, p.name, p.words
  FROM item_people AS p JOIN items AS i ON i.id = p.item WHERE NOT p.restricted AND NOT i.restricted;
CREATE VIEW public_item_papers AS
  SELECT t.item, t.paper FROM item_papers AS t JOIN items AS i ON i.id = t.item
  JOIN papers AS p ON p.id = t.paper WHERE NOT i.restricted AND NOT p.restricted;
CREATE VIEW public_feedback AS
  SELECT f.* FROM feedback AS f JOIN items AS i ON i.id = f.item WHERE NOT i.restricted;
CREATE VIEW public_questions AS
  SELECT q.* FROM questions AS q JOIN items AS i ON i.id = q.item WHERE NOT i.restricted;
CREATE VIEW public_answers AS
  SELECT a.item, q.item AS question FROM answers AS a JOIN items AS i ON i.id = a.item
  LEFT JOIN public_questions AS q ON q.item = a.question WHERE NOT i.restricted;
CREATE VIEW public_decisions AS
  SELECT d.* FROM decisions AS d JOIN items AS i ON i.id = d.item WHERE NOT i.restricted;
CREATE VIEW public_motions AS
  SELECT m.item, m.result, m.result_text, o.key AS amends
  FROM motions AS m JOIN items AS i ON i.id = m.item
  LEFT JOIN items AS o ON o.record = i.record AND o.key = m.amends AND NOT o.restricted
  WHERE NOT i.restricted;
CREATE VIEW public_votes AS
  SELECT v.item, v.choice, v.count FROM votes AS v JOIN items AS i ON i.id = v.item
  WHERE NOT v.restricted AND NOT i.restricted;
CREATE VIEW public_voters AS
  SELECT v.item, v.n, v.choice, v.person, v.name FROM voters AS v JOIN items AS i ON i.id = v.item
  WHERE NOT v.restricted AND NOT i.restricted;
CREATE VIEW public_principles AS
  SELECT p.* FROM principles AS p JOIN items AS i ON i.id = p.item WHERE NOT i.restricted;
CREATE VIEW public_mentions AS
  SELECT m.* FROM mentions AS m JOIN items AS i ON i.id = m.item WHERE NOT i.restricted;
CREATE VIEW public_endings AS
  SELECT e.* FROM endings AS e JOIN items AS i ON i.id = e.item
  WHERE NOT i.restricted AND NOT EXISTS (
    SELECT 1 FROM items AS o WHERE o.record = i.record AND o.key = e.key AND o.restricted);
CREATE VIEW public_actions AS
  SELECT id, key, given FROM actions WHERE NOT restricted;
CREATE VIEW public_action_events AS
  SELECT e.* FROM action_events AS e JOIN actions AS a ON a.id = e.action WHERE NOT a.restricted;
CREATE VIEW public_texts AS
  SELECT n, record, place, kind, session, item, text FROM texts WHERE NOT restricted;
