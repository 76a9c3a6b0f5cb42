/**
 * What a test starts sees the same environment on every machine: Jest tells its workers to colour (FORCE_COLOR) wherever its own output is coloured,
 * and a build server's variables would reach every command under test.
 */
delete process.env.FORCE_COLOR;
process.env.NO_COLOR = "1";
