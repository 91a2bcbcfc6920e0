-- The worker: reads each document once and writes it in every format asked for, until stdin ends.
-- `frames.py` describes how it is asked; the options are those of `plain_child.py`. It knows
-- nothing of records, and writes nothing but answers to stdout.

local folder = arg[1]
local input, output = io.stdin, io.stdout

print = function(...) io.stderr:write(table.concat({ ... }, '\t'), '\n') end

local function content_of(path)
  local file = assert(io.open(path, 'rb'))
  local content = file:read('a')
  file:close()
  return content
end

-- Made when first asked for, so that a fault in the house's template fails one output.
local templates = {}

local function template(name)
  templates[name] = templates[name] or pandoc.template.compile(content_of(folder .. '/' .. name))
  return templates[name]
end

-- The command line ends every text with a line end, an empty one too.
local function line_ended(text)
  return text:sub(-1) == '\n' and text or text .. '\n'
end

-- CommonMark, with the tables and notes that its readers expect, and no HTML.
local MARKDOWN = 'commonmark-raw_html+pipe_tables+strikeout+footnotes'

local WRITERS = {
  html = function(doc, name)
    return line_ended(pandoc.write(doc, 'html5', {
      template = template('template.html'),
      wrap_text = 'wrap-none',
      highlight_method = 'none',
      email_obfuscation = 'none',
      variables = { sourcefile = name },
    }))
  end,
  docx = function(doc)
    return pandoc.write(doc, 'docx', {
      reference_doc = folder .. '/reference.docx',
      highlight_method = 'none',
    })
  end,
  pdf = function(doc)
    return line_ended(pandoc.write(doc, 'typst', {
      template = template('default.typ'),
      wrap_text = 'wrap-none',
      highlight_method = 'none',
    }))
  end,
  odt = function(doc)
    -- The command line takes pandoc's own frame; without one the file would have no root.
    templates.odt = templates.odt or pandoc.template.compile(pandoc.template.default('odt'))
    return pandoc.write(doc, 'odt', {
      template = templates.odt,
      reference_doc = folder .. '/reference.odt',
      highlight_method = 'none',
    })
  end,
  md = function(doc)
    return line_ended(pandoc.write(doc, MARKDOWN, { wrap_text = 'wrap-none' }))
  end,
  epub = function(doc)
    return pandoc.write(doc, 'epub3', {
      template = template('default.xhtml'),
      wrap_text = 'wrap-none',
      highlight_method = 'none',
      email_obfuscation = 'none',
      variables = { css = folder .. '/book.css' },
    })
  end,
  txt = function(doc)
    return line_ended(pandoc.write(doc, 'plain', { wrap_text = 'wrap-none' }))
  end,
}

local FOREIGN = { 'RawBlock', 'RawInline', 'Image' }

-- There is no sandbox here: an image would make a writer open its path, and raw text would reach
-- the page as it is. A name that is not in the bytes is on no element, so most need no walk.
local function foreign(doc, ast)
  local named = false
  for _, name in ipairs(FOREIGN) do named = named or ast:find(name, 1, true) ~= nil end
  if not named then return nil end
  local found
  doc:walk {
    RawBlock = function() found = 'RawBlock' end,
    RawInline = function() found = 'RawInline' end,
    -- The media bag holds only what came with the request, which is nothing so far.
    Image = function(image)
      if not pandoc.mediabag.lookup(image.src) then found = 'Image' end
    end,
  }
  return found
end

local function words_of(fault)
  local as_text, words = pcall(tostring, fault)
  return as_text and words or 'an error without words'
end

-- The document, or nil with the kind of fault and words for it.
local function read(ast)
  local is_read, doc = pcall(pandoc.read, ast, 'xml')
  if not is_read then return nil, 'unreadable', words_of(doc) end
  local what = foreign(doc, ast)
  if what then return nil, 'refused', what end
  return doc
end

local function answer(kind, content)
  output:write(kind, ' ', #content, '\n', content)
end

-- Writes one output; false when the answer ends with it.
local function serve(job, wanted)
  local first = wanted.first
  if not first.doc then
    local kind, words
    first.doc, kind, words = read(first.ast)
    first.ast = nil
    if not first.doc then answer(kind, words) return false end
  end
  local is_written, content = pcall(WRITERS[wanted.format], first.doc, job.name)
  answer(is_written and 'done' or 'failed', is_written and content or words_of(content))
  return is_written
end

local function exactly(size)
  local content = input:read(size)
  if not content or #content < size then os.exit(3) end
  return content
end

-- The next job, read to its end before anything is written; nil when there are no more.
local function next_job()
  local line = input:read('l')
  if not line then return nil end
  local epoch, count, name = line:match('^job (%-?%d+) (%d+) (.*)$')
  local job = { epoch = epoch, name = name, outputs = {} }
  for number = 1, tonumber(count) do
    local format, again, size = input:read('l'):match('^(%l+) (=?)(%d+)$')
    local wanted = { format = format }
    if again == '=' then
      wanted.first = job.outputs[tonumber(size)]
    else
      wanted.first, wanted.ast = wanted, exactly(tonumber(size))
    end
    job.outputs[number] = wanted
  end
  return job
end

output:setvbuf('full', 1 << 16)
for job in next_job do
  pandoc.mediabag.empty()
  -- It replaces all variables, so that no job sees those of another.
  local variables = { SOURCE_DATE_EPOCH = job.epoch, LC_ALL = 'C.UTF-8', TZ = 'UTC' }
  pandoc.system.with_environment(variables, function()
    for _, wanted in ipairs(job.outputs) do
      if not serve(job, wanted) then break end
    end
  end)
  output:flush()
end
