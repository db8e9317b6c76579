// Who is here: everybody this person may know of, in protocol order, with seat and time.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { AttendeesIcon, DoneIcon } from "../../ui/Icon";
import styles from "./PresentSheet.module.css";
import bar from "./Session.module.css";

export function PresentButton({ view }: { view: MeetingView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { present, expected, quorum } = view.attendance;
  const people = view.attendees.order.flatMap((id) => {
    const person = view.attendees.people[id];
    return person ? [{ id, ...person }] : [];
  });
  // A guest meets only some of them: their number says nothing.
  const guest = view.audience === "guest";
  return (
    <>
      <Button size="bar" className={bar.side} icon={<AttendeesIcon />} onClick={() => setOpen(true)}>
        {guest ? t("room.present.people") : t("room.present.count", { present, expected })}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("room.present.title")}
        description={
          guest
            ? t("room.present.guest")
            : quorum
              ? t(quorum.reached ? "room.present.quorum" : "room.present.noQuorum", {
                  present: quorum.present,
                  members: quorum.members,
                  needed: quorum.needed,
                })
              : undefined
        }
        wide
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <ul tabIndex={0} aria-label={t("room.present.title")}>
          {people.map(({ id, name, post, role, seat, present, present_at }) => (
            <li key={id} className={styles.person}>
              <p className={styles.seat}>
                {seat && (
                  <>
                    <span className="heard">{t("room.present.seat")} </span>
                    {seat}
                  </>
                )}
              </p>
              <div className={styles.words}>
                <p className={styles.name}>
                  {name}
                  {role === "chair" && <span className={styles.role}> · {t("common.role.chair")}</span>}
                </p>
                <p className={styles.post}>{post}</p>
              </div>
              <p className={`${styles.state} ${present ? styles.here : ""}`}>
                {present && <DoneIcon size={24} />}
                <span>
                  {present
                    ? present_at
                      ? t("room.present.since", { time: clock(present_at) })
                      : t("room.present.here")
                    : t("room.present.away")}
                </span>
              </p>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
