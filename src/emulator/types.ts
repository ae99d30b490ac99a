import type { HttpClient } from '@azure/core-rest-pipeline';

/** A resource as ARM shows it. Children are documents of their own; parents show them embedded. */
export interface Document {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sku?: Readonly<Record<string, unknown>>;
  readonly managedBy?: string;
  readonly identity?: Readonly<Record<string, unknown>>;
  readonly zones?: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Counter {
  readonly name: string;
  readonly label: string;
  readonly current: number;
  readonly limit: number;
}

export interface VmSku {
  readonly name: string;
  readonly family: string;
  readonly vcpus: number;
  readonly memoryGb: number;
  readonly zones: readonly string[];
  readonly restrictedZones?: readonly string[];
  /** Set where the region is closed to the subscription. */
  readonly restricted?: string;
}

export interface MarketplaceImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version: string;
  readonly generation: 'V1' | 'V2';
  readonly deprecation?: string;
}

export interface KubernetesRelease {
  readonly minor: string;
  readonly patches: readonly string[];
  readonly plans: readonly string[];
  readonly preview?: boolean;
}

/** What one region offers to one subscription. */
export interface Region {
  readonly name: string;
  readonly label: string;
  readonly geography: string;
  readonly zones: readonly string[];
  readonly skus: readonly VmSku[];
  readonly compute: readonly Counter[];
  readonly network: readonly Counter[];
  readonly containers: readonly Counter[];
  readonly images: readonly MarketplaceImage[];
  readonly kubernetes: readonly KubernetesRelease[];
}

export interface SubscriptionWorld {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  readonly state: string;
  readonly regions: readonly Region[];
  /** Namespaces and their registration; every other known namespace is not registered. */
  readonly providers: Readonly<Record<string, string>>;
  /** Preview features, `Microsoft.Compute/EncryptionAtHost`, and their registration; others are not registered. */
  readonly features: Readonly<Record<string, string>>;
}

export interface DirectoryGroup {
  readonly id: string;
  readonly displayName: string;
  readonly securityEnabled: boolean;
  readonly members: readonly string[];
}

export interface CallerWorld {
  readonly objectId: string;
  readonly name: string;
  readonly tenantId: string;
  /** Whether Microsoft Graph lets the caller read groups. */
  readonly readsDirectory: boolean;
  /** Role definition GUIDs that the caller may activate, with their scopes. */
  readonly eligible: readonly { readonly role: string; readonly scope: string }[];
}

/** A policy assignment with effect Deny, as far as the restriction check shows it. */
export interface DenyPolicy {
  readonly name: string;
  readonly scope: string;
  readonly definition: string;
  readonly reason: string;
  readonly type: string;
  /** Path below the resource's root, and the values that the policy refuses. */
  readonly path: string;
  readonly refuses: readonly unknown[];
}

/** A rule that Azure Virtual Network Manager puts before the security groups of a VNet. */
export interface AdminRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'AlwaysAllow' | 'Deny';
  readonly to: string;
  readonly ports: readonly string[];
}

/** Something that goes wrong on the wire. */
export interface Fault {
  /** A part of the address (without query), compared ignoring case. */
  readonly at: string;
  /** How often; for ever unless said. */
  readonly times?: number;
  readonly does:
    | { readonly status: number; readonly code: string; readonly message?: string; readonly retryAfter?: number }
    | { readonly delayMs: number }
    | { readonly broken: string };
}

export interface World {
  readonly name: string;
  readonly says: string;
  readonly caller: CallerWorld;
  readonly subscriptions: readonly SubscriptionWorld[];
  /** By lower-case id. */
  readonly documents: ReadonlyMap<string, Document>;
  readonly groups: readonly DirectoryGroup[];
  readonly serviceTags: Readonly<Record<string, readonly string[]>>;
  readonly policies: readonly DenyPolicy[];
  /** Security admin rules of Virtual Network Manager, as they take effect, by lower-case id of the VNet. */
  readonly adminRules?: Readonly<Record<string, readonly AdminRule[]>>;
  readonly faults: readonly Fault[];
  /** What `az version` says; `undefined` where az is not installed. */
  readonly azVersion: string | undefined;
  /** The most entries in one page of a list. */
  readonly pageSize: number;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Token {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

/** What `--emulator` puts in the place of Azure: a sign-in, the SDK clients' HTTP client, and an az. */
export interface Emulated {
  readonly world: World;
  readonly credential: { getToken(): Promise<Token> };
  readonly httpClient: HttpClient;
  readonly az: (args: readonly string[]) => Promise<string>;
  /** Each request so far, `GET https://...`, in order. */
  readonly requests: readonly string[];
}
