// The few words of mocha's "tdd" interface that the suites use; mocha puts them there when it loads the file.
declare function suite(title: string, body: () => void): void;
declare function test(title: string, body: () => void | Promise<void>): void;
declare function suiteSetup(body: () => void | Promise<void>): void;
declare function setup(body: () => void | Promise<void>): void;
declare function teardown(body: () => void | Promise<void>): void;
