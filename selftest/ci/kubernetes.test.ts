import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { teardownSeconds } from '../../harness/playwright/current-run.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { root } from './checkout.ts';

/** `deploy/kubernetes/cronjob.yaml`, held against the schemas and the types that are made of Kubernetes' OpenAPI document. */

type ClaimFields = ConstructorParameters<typeof PersistentVolumeClaim>[0];
type CronJobFields = NonNullable<ConstructorParameters<typeof CronJob>[0]>;

const [claim, cronJob] = parseAllDocuments(readFileSync(join(root, 'deploy/kubernetes/cronjob.yaml'), 'utf8')).map(
  (document) => document.toJS() as unknown,
) as [ClaimFields, CronJobFields];
const job = cronJob.spec?.jobTemplate.spec;
const pod = job?.template.spec;
const [container] = pod?.containers ?? [];

/** Names that Kubernetes does not know, which its schema lets pass. */
function misspelt(value: unknown): string[] {
  const file = join(temporaryFolder(), 'cronjob.ts');
  const type = "import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob';\n";
  writeFileSync(file, `${type}export const cronJob: ICronJob = ${JSON.stringify(value)};\n`);
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test('has values that Kubernetes takes, and no name that it does not know', () => {
  expect(() => new PersistentVolumeClaim(claim).validate()).not.toThrow();
  expect(() => new CronJob(cronJob).validate()).not.toThrow();
  expect(misspelt(cronJob)).toEqual([]);
  const text = JSON.stringify(cronJob);
  const changed = (right: string, wrong: string): CronJobFields => {
    expect(text).toContain(right);
    return JSON.parse(text.replace(right, wrong)) as CronJobFields;
  };
  expect(() => new CronJob(changed('"Forbid"', '"Never"')).validate()).toThrow('concurrencyPolicy');
  expect(() => new CronJob(changed('"runAsNonRoot":true', '"runAsNonRoot":"yes"')).validate()).toThrow('runAsNonRoot');
  expect(misspelt(changed('readOnlyRootFilesystem', 'readOnlyRootFileSystem')).join()).toContain(
    'readOnlyRootFileSystem',
  );
});

test('a run that is stopped has the time to leave the account as it was found, and none is started beside it', () => {
  expect(cronJob.spec?.concurrencyPolicy).toBe('Forbid');
  expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(teardownSeconds);
  const budget = Number(container?.env?.find(({ name }) => name === 'RUN_BUDGET_SECONDS')?.value);
  expect(job?.activeDeadlineSeconds).toBeGreaterThan(budget + teardownSeconds);
});

test('a verdict is not tried again', () => {
  expect(pod?.restartPolicy).toBe('Never');
  expect(job?.backoffLimit).toBe(0);
});

test('a pod has no rights, and what it holds of a secret comes by reference', () => {
  expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(pod?.automountServiceAccountToken).toBe(false);
  expect(container?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  for (const name of ['ACCOUNT_EMAIL', 'ACCOUNT_PASSWORD']) {
    const variable = container?.env?.find((each) => each.name === name);
    expect(variable?.valueFrom?.secretKeyRef?.name, name).toBe('timp-conformance');
    expect(variable, name).not.toHaveProperty('value');
  }
});

test('each folder that is written to is a volume', () => {
  expect(container?.volumeMounts?.map(({ mountPath }) => mountPath).sort()).toEqual(['/results', '/state', '/tmp']);
  const volumes = pod?.volumes?.map(({ name }) => name) ?? [];
  for (const { name } of container?.volumeMounts ?? []) expect(volumes).toContain(name);
  expect(pod?.volumes?.[0]?.persistentVolumeClaim?.claimName).toBe(claim?.metadata?.name);
});
