import type { Check } from '../src/checks/check.ts';
import { checks as api } from './api/checks.ts';
import { checks as zones } from './api/zone-checks.ts';
import { checks as base } from './base/checks.ts';
import { checks as policy } from './base/policy-checks.ts';
import { checks as providers } from './base/provider-checks.ts';
import { checks as roles } from './base/role-checks.ts';
import { checks as addresses } from './egress/address-checks.ts';
import { checks as egress } from './egress/checks.ts';
import { checks as firewall } from './egress/firewall-checks.ts';
import { checks as id } from './id/checks.ts';
import { checks as jb } from './jb/checks.ts';
import { checks as admin } from './net/admin-rule-checks.ts';
import { checks as net } from './net/checks.ts';
import { checks as ranges } from './net/range-checks.ts';
import { checks as node } from './node/checks.ts';
import { checks as nrg } from './nrg/checks.ts';
import { checks as patch } from './patch/checks.ts';
import { checks as vn } from './vn/checks.ts';
import { checks as standby } from './vn/standby-checks.ts';

/** Every live check, in the order of the areas. */
export const checks: readonly Check[] = [
  ...base,
  ...providers,
  ...roles,
  ...policy,
  ...node,
  ...patch,
  ...net,
  ...ranges,
  ...admin,
  ...api,
  ...zones,
  ...egress,
  ...addresses,
  ...firewall,
  ...nrg,
  ...id,
  ...vn,
  ...standby,
  ...jb,
];
