import type { SignatureFormat } from "@sigwright/core";
import { snort2, snort3 } from "@sigwright/snort";
import { suricata } from "@sigwright/suricata";
import { yara } from "@sigwright/yara";

/**
 * The formats this command knows: the one place where they are listed. To add one, name its package in package.json
 * and its format here.
 */
export const FORMATS: readonly SignatureFormat[] = [suricata, snort3, snort2, yara];
