// Started by VS Code inside the extension host: runs suite.cjs with mocha and leaves report.json beside it.
const { writeFileSync } = require('node:fs');
const path = require('node:path');

exports.run = async () => {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'tdd', timeout: 20_000, color: false, reporter: 'min' });
  mocha.addFile(path.join(__dirname, 'suite.cjs'));
  const tests = [];
  // Written after every test: a suite that hangs has then told how far it came.
  const record = (test, passed, error) => {
    const { measured } = require('./suite.cjs');
    tests.push({ title: test.fullTitle(), passed, ...(error && { error: String(error.stack ?? error) }) });
    writeFileSync(path.join(__dirname, 'report.json'), JSON.stringify({ tests, measured }, undefined, 2));
  };
  const failures = await new Promise((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => record(test, true))
      .on('fail', (test, error) => record(test, false, error));
  });
  if (failures > 0) throw new Error(`${failures} failed`);
};
