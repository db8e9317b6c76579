// One's own hand on the open paper, as the reader's screen takes it: the tools, the dialog, what waits to be sent.
import { type ReactNode, type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Mark } from "../../ink/op";
import type { Layers } from "../../reader/layers";
import { PenIcon } from "../../ui/Icon";
import { CarryOffer } from "./CarryOffer";
import { HandTools } from "./HandTools";
import { NoteDialog } from "./NoteDialog";
import { RemarksButton, RemarksDialog } from "./RemarksDialog";
import { SaveCopy } from "./SaveCopy";
import { ShareDialog } from "./ShareDialog";
import { Unsent } from "./Unsent";
import { useHand } from "./useHand";
import { useSurface } from "./useSurface";

export interface OwnHandOptions {
  account: string;
  meeting: string;
  paper: string;
  hash: string;
  /** Whether it is the version everybody is shown. */
  current: boolean;
  /** Whether a tablet may keep the paper. */
  keep: boolean;
  scroller: RefObject<HTMLElement | null>;
  layers: Layers;
  wide: boolean;
  /** The page one is on, from 1. */
  page: number;
}

export interface OwnHandParts {
  /** In the place of the reading tools while somebody writes. */
  tools?: ReactNode;
  /** Opens them. */
  write?: { label: string; icon: ReactNode; press(): void };
  /** What waits to be sent. */
  status?: ReactNode;
  dialog?: ReactNode;
  /** Notes of an older version may be carried over. */
  offer?: ReactNode;
}

/** Where a note goes that has no place of its own, in page points. */
const HEAD: [number, number] = [48, 48];

type Open = { page: number; at: [number, number] } | { mark: Mark } | { share: Mark } | { remarks: true };

export function useOwnHand(options: OwnHandOptions): OwnHandParts {
  const { t } = useTranslation();
  const { account, meeting, paper, hash, page } = options;
  const own = useHand(account, meeting, paper, hash, options.keep);
  const [writing, setWriting] = useState(false);
  const [open, setOpen] = useState<Open>();
  const hand = own?.hand;
  useSurface(options.scroller, options.layers, hand, {
    noteAt: (page, x, y) => setOpen({ page, at: [x, y] }),
    noteOpened: (mark) => setOpen({ mark }),
    penCame: () => setWriting(true),
  });
  if (!own || !hand) return {};
  const close = () => setOpen(undefined);
  const old = open && "mark" in open ? open.mark : undefined;
  return {
    status: <Unsent book={own.book} />,
    write: { label: t("notes.write"), icon: <PenIcon />, press: () => setWriting(true) },
    tools: writing && (
      <HandTools
        wide={options.wide}
        hand={hand}
        page={page}
        onRead={() => setWriting(false)}
        onNoteHere={() => setOpen({ page, at: HEAD })}
      >
        <RemarksButton meeting={meeting} paper={paper} onOpen={() => setOpen({ remarks: true })} />
        <SaveCopy log={hand.log} />
      </HandTools>
    ),
    offer: <CarryOffer hand={hand} current={options.current} />,
    dialog:
      open && "remarks" in open ? (
        <RemarksDialog meeting={meeting} paper={paper} hash={hash} onClose={close} />
      ) : open && "share" in open ? (
        <ShareDialog log={hand.log} note={open.share} onClose={close} />
      ) : (
        open && (
          <NoteDialog
            key={old?.id ?? "fresh"}
            page={old?.page ?? ("page" in open ? open.page : page)}
            text={old?.text}
            onClose={close}
            onRemove={() => {
              if (old) hand.erase([old.id]);
              close();
            }}
            onShare={() => old && setOpen({ share: old })}
            onSave={(text) => {
              if (old) hand.rewrite(old.id, text);
              else if ("at" in open) {
                const points = open.at.map((value) => Math.round(value * 100) / 100);
                hand.add({ page: open.page, kind: "note", points, text });
              }
              close();
            }}
          />
        )
      ),
  };
}
