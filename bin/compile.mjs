import { compiledFolder } from './compiled.mjs';

await compiledFolder();
