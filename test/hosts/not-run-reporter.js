/** Says at the end what was not run, and why: silence would look as if it had passed. */
module.exports = class NotRun {
  constructor(_, { missing }) {
    this.missing = missing;
  }

  onRunComplete() {
    for (const what of this.missing) console.error(`not run: the stages of bare hosts (test/hosts): ${what}`);
  }
};
