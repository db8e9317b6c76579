// A hand kept in memory alone: where the browser keeps nothing, and in tests.
import { inOrder, type LogKey, logName, type NumberedOp, type Op } from "./op";
import type { Held, HeldOp, InkStore } from "./store";

const unsentOf = (ops: readonly HeldOp[]): Op[] =>
  ops
    .filter(({ sent }) => !sent)
    .map(({ op }) => op)
    .sort(inOrder);

export function memoryStore(): InkStore {
  const logs = new Map<string, Held & { key: LogKey }>();
  const of = (key: LogKey) => {
    const name = logName(key);
    const log = logs.get(name) ?? { key, ops: [], head: 0 };
    logs.set(name, log);
    return log;
  };
  const put = (log: Held, op: Op, sent: boolean) => {
    const known = log.ops.find((held) => held.op.id === op.id);
    if (known) known.sent ||= sent;
    else log.ops.push({ op, sent });
  };
  const sweep = (name: string) => {
    const log = logs.get(name);
    if (!log) return;
    log.ops = log.ops.filter(({ sent }) => !sent);
    log.head = 0;
    if (log.ops.length === 0) logs.delete(name);
  };
  return {
    lasting: false,
    head: async (key) => of(key).head,
    load: async (key) => ({ head: of(key).head, ops: of(key).ops.map((held) => ({ ...held })) }),
    async write(key, ops) {
      for (const op of ops) put(of(key), op, false);
    },
    async receive(key, ops: readonly NumberedOp[], head) {
      const log = of(key);
      for (const { number: _, ...op } of ops) put(log, op, true);
      log.head = Math.max(log.head, head);
    },
    async settle(key, ids) {
      for (const held of of(key).ops) if (ids.includes(held.op.id)) held.sent = true;
    },
    async unsent(account) {
      return [...logs.values()]
        .filter(({ key }) => key.account === account)
        .map(({ key, ops }) => ({ log: key, ops: unsentOf(ops) }))
        .filter(({ ops }) => ops.length > 0);
    },
    waiting: async (account) =>
      [...logs.values()]
        .filter(({ key }) => key.account === account)
        .reduce((sum, { ops }) => sum + unsentOf(ops).length, 0),
    logs: async (account) =>
      [...logs.values()].map(({ key }) => key).filter((key) => key.account === account),
    accounts: async () => [...new Set([...logs.values()].map(({ key }) => key.account))],
    release: async (key) => sweep(logName(key)),
    async forget(account) {
      for (const [name, log] of logs) if (log.key.account === account) sweep(name);
    },
  };
}
