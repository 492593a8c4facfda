-- Neovim (0.7 or newer), headless: opens $FILE with `$SERVER lsp --stdio`, picks the action that $ACTION matches, and
-- prints what a user would have seen as one line of JSON.
local file, server, wanted = vim.env.FILE, vim.env.SERVER, vim.env.ACTION
local report = { diagnostics = {}, actions = {} }

local function finish(problem)
  report.problem = problem
  io.stdout:write(vim.fn.json_encode(report) .. '\n')
  vim.cmd('qa!')
end

vim.ui.select = function(items, options, choose)
  local chosen
  for _, item in ipairs(items) do
    local title = options.format_item(item)
    table.insert(report.actions, title)
    if not chosen and title:find(wanted) then chosen = item end
  end
  choose(chosen)
end

vim.cmd('filetype on')
vim.cmd('edit ' .. vim.fn.fnameescape(file))
local client = vim.lsp.start_client({
  name = 'cronvet',
  cmd = { 'node', server, 'lsp', '--stdio' },
  root_dir = vim.env.ROOT,
})
vim.lsp.buf_attach_client(0, client)

local scheduled = function()
  local found = vim.diagnostic.get(0)
  return #found > 0 and found[1].severity == vim.diagnostic.severity.WARN
end
if not vim.wait(20000, scheduled, 20) then return finish('no diagnostic came') end
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(report.diagnostics, { line = one.lnum, column = one.col, source = one.source, code = one.code })
end

local first = vim.diagnostic.get(0)[1]
vim.api.nvim_win_set_cursor(0, { first.lnum + 1, first.col })
local before = vim.api.nvim_buf_get_changedtick(0)
vim.lsp.buf.code_action()
local changed = function() return vim.api.nvim_buf_get_changedtick(0) ~= before end
if not vim.wait(20000, changed, 20) then return finish('the action changed nothing') end
local gone = vim.wait(20000, function() return #vim.diagnostic.get(0) == 0 end, 20)
report.remaining = #vim.diagnostic.get(0)
report.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')

local last = vim.api.nvim_buf_line_count(0)
vim.api.nvim_buf_set_lines(0, last, last, false, { '', '    cron' })
local params = vim.lsp.util.make_position_params()
params.position = { line = last + 1, character = 8 }
local answer = vim.lsp.buf_request_sync(0, 'textDocument/completion', params, 20000)[client]
report.completions = {}
for _, item in ipairs(answer.result.items) do
  table.insert(report.completions, item.label)
  if item.label == vim.env.TEMPLATE then
    local edits = vim.list_extend({ item.textEdit }, item.additionalTextEdits or {})
    vim.lsp.util.apply_text_edits(edits, 0, 'utf-16')
  end
end
report.completed = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')

vim.lsp.stop_client(client)
local stopped = vim.wait(20000, function() return vim.lsp.client_is_stopped(client) end, 20)
finish(not gone and 'the diagnostic stayed' or not stopped and 'the server did not stop' or nil)
