// A stage of at least 1920 by 1080, scaled to whatever box it stands in: the same picture on a 4K wall and in a preview.
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useRef, useState } from "react";
import styles from "./WallStage.module.css";

const WIDTH = 1920;
const HEIGHT = 1080;

const StageContext = createContext({ measure: "", small: false });

/** `measure` changes whenever what was measured on the stage must be measured again. */
export const useStage = () => useContext(StageContext);

export interface WallStageProps {
  /** A picture of the wall within another page, whose own heading and main part it must not double. */
  small?: boolean;
  children: ReactNode;
}

export function WallStage({ small = false, children }: WallStageProps) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: WIDTH, height: HEIGHT });
  const [fonts, setFonts] = useState(document.fonts.status);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && height > 0) setSize({ width, height });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const loaded = () => setFonts(document.fonts.status);
    document.fonts.addEventListener("loadingdone", loaded);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener("loadingdone", loaded);
    };
  }, []);

  const scale = Math.min(size.width / WIDTH, size.height / HEIGHT);
  const width = size.width / scale;
  const height = size.height / scale;
  const measure = `${Math.round(width)} ${Math.round(height)} ${fonts}`;
  const stage = useMemo(() => ({ measure, small }), [measure, small]);
  return (
    <div ref={box} className={styles.box}>
      <div className={styles.stage} style={{ width, height, transform: `scale(${scale})` }}>
        <StageContext value={stage}>{children}</StageContext>
      </div>
    </div>
  );
}
