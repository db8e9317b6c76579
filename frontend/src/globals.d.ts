// What the build defines and the compiler cannot see.
declare const __PDF_ASSETS__: string;
