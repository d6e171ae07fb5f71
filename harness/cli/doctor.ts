import { calls } from '../../contract/documented.ts';
import { doctor } from '../doctor/doctor.ts';
import { apiFacts } from './api-facts.ts';

const code = await doctor(process.env, {
  api: apiFacts,
  harmlessPath: calls.resetPassword.path,
  print: (line) => console.log(line),
});
// A name that is still being resolved would keep the process long after its five seconds.
process.exit(code);
