// Makes Vietnamese the source of keys: a key missing in English, or misspelt in a screen, fails the build.
import type * as vi from "./vi";

/**
 * The shape a translation must have: every key of the source, and for each counted key (`…_other`, the only
 * plural form Vietnamese has) the singular English also needs.
 */
export type Translated<T> = {
  [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
} & { [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]: string };

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof vi };
    strictKeyChecks: true;
  }
}
