// Says that something asked for has not reached anybody, and offers two choices: sent when the line is back, or dropped.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Wish } from "../../asked/wish";
import { clock } from "../../i18n/time";
import { usePicture } from "../../live/live.react";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { RemoveIcon, WaitIcon } from "../../ui/Icon";
import styles from "./Asked.module.css";
import { useAsked } from "./useAsked";

/** What happened meanwhile follows the first word of a line that is back: only then is it known where the meeting is. */
const SETTLE_MS = 1_500;

/** For all pages of a meeting: what is kept goes when the line is back, and what has to be chosen is asked on top of them. */
export function AskedDialog({ meeting }: { meeting: string }) {
  const { t } = useTranslation();
  const { connection, view, offset } = usePicture();
  const { asked, lasting, keep, drop, reached } = useAsked(meeting);
  const item = view?.agenda.current ?? undefined;
  const live = connection === "live" && view !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: tried anew whenever the line, the item or what is kept changes
  useEffect(() => {
    if (!live) return;
    const soon = setTimeout(() => reached(item), SETTLE_MS);
    return () => clearTimeout(soon);
  }, [live, item, asked]);
  const wordsOf = (wish: Wish) =>
    t(`asked.what.${wish.do}`, { kind: "what" in wish ? t(`service.kind.${wish.what}`) : "" });
  const open = asked.find(({ stage }) => stage !== "kept");
  if (!open) return null;
  const { key, wish, stage, at, words } = open;
  if (stage === "refused") {
    return (
      <Dialog
        open
        onClose={() => drop(key)}
        title={t("asked.refused", { what: wordsOf(wish) })}
        description={words}
        actions={
          <Button size="bar" onClick={() => drop(key)}>
            {t("common.dismiss")}
          </Button>
        }
      />
    );
  }
  const again = stage === "again";
  return (
    <Dialog
      open
      onClose={() => drop(key)}
      title={t(again ? "asked.again" : `asked.title.${wish.do}`)}
      description={
        again
          ? `${t("asked.againDetail", { what: wordsOf(wish), time: clock(at + offset) })} ${wish.do === "ask_floor" ? t("asked.againFloor") : ""}`
          : t("asked.detail")
      }
      actions={
        <div className={styles.choices}>
          <Button size="bar" icon={<RemoveIcon />} onClick={() => drop(key)}>
            {t("asked.drop")}
          </Button>
          <Button size="bar" icon={<WaitIcon />} onClick={() => keep(key, item)}>
            {t(again ? "asked.sendNow" : "asked.keep")}
          </Button>
        </div>
      }
    >
      {!again && (
        <>
          <p>
            <strong>{wordsOf(wish)}</strong>
          </p>
          <p>{t(lasting ? "asked.lasts" : "asked.fleeting")}</p>
        </>
      )}
    </Dialog>
  );
}
