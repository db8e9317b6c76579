// "Có gì mới": everything that has changed since one last looked, each one touch from where it is.
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../i18n/time";
import type { MeetingView } from "../../live/frame";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { AgendaIcon, NewsIcon, NextIcon, PaperIcon, PlaceIcon, RemoveIcon } from "../../ui/Icon";
import { useSession } from "../signin/session";
import { useItemName } from "./itemName";
import { look, useSeen } from "./lookedAt";
import styles from "./NewsSheet.module.css";
import { type News, newsSince, seenOf } from "./news";
import bar from "./Session.module.css";
import { useVisit } from "./visit.react";

export function NewsButton({ view }: { view: MeetingView }) {
  const { t } = useTranslation();
  const { account_id: account } = useSession();
  const seen = useSeen(account, view.meeting_id);
  const [shown, setShown] = useState<News[]>();
  const news = useMemo(() => (seen ? newsSince(seen, view) : []), [seen, view]);
  // Whoever comes for the first time has seen nothing: nothing is new to them.
  useEffect(() => {
    if (!seen) look(account, view.meeting_id, seenOf(view));
  }, [seen, account, view]);
  const open = () => {
    setShown(news);
    look(account, view.meeting_id, seenOf(view));
  };
  return (
    <>
      <Button size="bar" className={bar.side} icon={<NewsIcon />} onClick={open}>
        {news.length > 0 ? t("room.news.count", { count: news.length }) : t("room.news.title")}
      </Button>
      <Dialog
        open={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={t("room.news.title")}
        description={shown?.length === 0 ? t("room.news.none") : undefined}
        wide
      >
        <ul>
          {shown?.map((one, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list stands still while it is shown
            <Row key={place} view={view} news={one} onGo={() => setShown(undefined)} />
          ))}
        </ul>
      </Dialog>
    </>
  );
}

function Row({ view, news, onGo }: { view: MeetingView; news: News; onGo(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { full } = useItemName(view);
  const { select, leaveFor } = useVisit();
  switch (news.kind) {
    case "paper_new":
    case "paper_changed": {
      const item = view.papers[news.paper]?.item_id;
      const open = () => {
        onGo();
        leaveFor(news.paper);
        void navigate({
          to: "/room/meetings/$meetingId/papers/$paperId",
          params: { meetingId: view.meeting_id, paperId: news.paper },
        });
      };
      return (
        <Line icon={<PaperIcon />} title={news.title} onGo={view.papers[news.paper] && open}>
          {t(`room.news.${news.kind}`, { time: clock(news.at), item: item ? full(item) : "" })}
        </Line>
      );
    }
    case "item_new":
    case "item_renamed":
      return (
        <Line
          icon={<AgendaIcon />}
          title={news.title}
          onGo={() => {
            onGo();
            select(news.item === view.agenda.current ? undefined : news.item);
          }}
        >
          {t(`room.news.${news.kind}`, { item: full(news.item) })}
        </Line>
      );
    case "paper_gone":
    case "item_gone":
      return (
        <Line icon={<RemoveIcon />} title={news.title}>
          {t(`room.news.${news.kind}`)}
        </Line>
      );
    case "order":
      return <Line icon={<AgendaIcon />} title={t("room.news.order")} />;
    case "place":
      return (
        <Line icon={<PlaceIcon />} title={t("room.news.place")}>
          {t("room.strip.meetingNow", { time: clock(news.starts_at), room: news.room })}
        </Line>
      );
  }
}

interface LineProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  onGo?(): void;
}

function Line({ icon, title, children, onGo }: LineProps) {
  const words = (
    <>
      <span className={styles.icon}>{icon}</span>
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        {children && <span className={styles.detail}>{children}</span>}
      </span>
    </>
  );
  return (
    <li>
      {onGo ? (
        <button type="button" className={styles.row} onClick={onGo}>
          {words}
          <NextIcon />
        </button>
      ) : (
        <p className={styles.row}>{words}</p>
      )}
    </li>
  );
}
