// Words and pad side by side or one above the other; a message has its own fixed place, so no key moves under a finger.
import type { ReactNode } from "react";
import { Notice, type NoticeProps } from "../../ui/Notice";
import styles from "./PinStage.module.css";

export interface PinStageProps {
  /** Who is addressed, and why. */
  words: ReactNode;
  message?: { tone: NonNullable<NoticeProps["tone"]>; text: string };
  pad?: ReactNode;
  /** Another way in. */
  after?: ReactNode;
}

export function PinStage({ words, message, pad, after }: PinStageProps) {
  return (
    <div className={`${styles.stage} ${pad ? styles.withPad : ""}`}>
      <div className={styles.words}>
        {words}
        <div className={styles.message}>{message && <Notice tone={message.tone}>{message.text}</Notice>}</div>
      </div>
      {pad && <div className={styles.pad}>{pad}</div>}
      {after && <div className={styles.after}>{after}</div>}
    </div>
  );
}
