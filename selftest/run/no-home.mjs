// Loaded first by NODE_OPTIONS: Node as it is for a user without an entry in the list of users.
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

os.homedir = () => {
  if (process.env.HOME) return process.env.HOME;
  throw new Error('A system error occurred: uv_os_homedir returned ENOENT (no such file or directory)');
};
syncBuiltinESMExports();
