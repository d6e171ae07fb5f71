// Made from schemas/environment.schema.json by `npm run settings`: change it there.

/** What `schemas/environment.schema.json` lets through, after coercion and with its defaults filled in. */
export interface SettingValues {
  readonly BASE_URL?: string;
  readonly SANDBOX: '0' | '1';
  readonly ACCOUNT_EMAIL?: string;
  readonly ACCOUNT_PASSWORD?: string;
  readonly UNKNOWN_EMAIL?: string;
  readonly CLOCK_CONTROL_URL?: string;
  readonly TOKEN_DELIVERY: 'response' | 'mail';
  readonly TOKEN_COMMAND?: string;
  readonly ENV_FILE?: string;
  readonly HTTPS_PROXY?: string;
  readonly HTTP_PROXY?: string;
  readonly NO_PROXY?: string;
  readonly CONNECT_TO?: string;
  readonly CA_FILE?: string;
  readonly NODE_EXTRA_CA_CERTS?: string;
  readonly CLIENT_CERT?: string;
  readonly CLIENT_KEY?: string;
  readonly CLIENT_KEY_PASSPHRASE?: string;
  readonly EXTRA_HEADERS?: string;
  readonly EXTRA_HEADERS_FILE?: string;
  readonly USER_AGENT?: string;
  readonly TRACEPARENT: '0' | '1';
  readonly PROFILE?: 'health' | 'standard' | 'full';
  readonly STRICT: '0' | '1';
  readonly DEVIATIONS_FILE?: string;
  readonly BASELINE?: string;
  readonly SLO_P95_MS: number;
  readonly SEED?: number;
  readonly GENERATED_CASES?: number;
  readonly REQUEST_TIMEOUT_MS: number;
  readonly REQUESTS_PER_SECOND?: number;
  readonly RUN_BUDGET_SECONDS: number;
  readonly MAX_RESETS?: number;
  readonly ALLOW_PRODUCTION: '0' | '1';
  readonly ALLOW_HOSTILE: '0' | '1';
  readonly RESULTS_DIR: string;
  readonly LEDGER_FILE?: string;
  readonly LEDGER_KEY?: string;
  readonly CHROMIUM_PATH?: string;
}
