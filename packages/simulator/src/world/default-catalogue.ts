import type { CatalogueData, Cluster, Product, TermPrice } from './catalogue.js';

const HOURS_PER_MONTH = 720;

/** Subscriptions with discounts of a realistic size: 10, 15, 20 and 25 percent. */
function subscriptions(hourlyPrice: number): TermPrice[] {
  const discounts = [
    { month: 1, percent: 90 },
    { month: 3, percent: 85 },
    { month: 6, percent: 80 },
    { month: 12, percent: 75 },
  ];
  return discounts.map(({ month, percent }) => {
    const basePrice = hourlyPrice * HOURS_PER_MONTH * month;
    return { month, price: (basePrice * percent) / 100, basePrice };
  });
}

const clusters: readonly Cluster[] = [
  { id: 'us-ca-6', name: 'US-CA-06 (California)', supportNetworkStorage: true, supportInstanceNetwork: true },
  { id: 'as-sgp-2', name: 'AS-SGP-02 (Singapore)', supportNetworkStorage: true, supportInstanceNetwork: true },
  { id: 'cn-hongkong-1', name: 'CN-HK-01 (Hong Kong)', supportNetworkStorage: true, supportInstanceNetwork: false },
  { id: 'as-in-1', name: 'AS-IN-01 (India)', supportNetworkStorage: false, supportInstanceNetwork: true },
  { id: 'eu-frankfurt-1', name: 'EU-DE-01 (Frankfurt)', supportNetworkStorage: true, supportInstanceNetwork: true },
];

const products: readonly Product[] = [
  {
    kind: 'gpu',
    id: '4090.16c62g',
    name: 'RTX 4090 24GB',
    cpuPerGpu: 16,
    memoryPerGpu: 62,
    diskPerGpu: 180,
    maxRootFs: 1200,
    price: 35_000,
    monthlyPrice: subscriptions(35_000),
    spotPrice: 17_500,
    gpus: { 'us-ca-6': 64, 'as-sgp-2': 32, 'cn-hongkong-1': 16 },
  },
  {
    kind: 'gpu',
    id: '3090.8c48g',
    name: 'RTX 3090 24GB',
    cpuPerGpu: 8,
    memoryPerGpu: 48,
    diskPerGpu: 120,
    maxRootFs: 800,
    price: 21_000,
    spotPrice: 10_500,
    gpus: { 'as-sgp-2': 16, 'as-in-1': 8 },
  },
  {
    kind: 'gpu',
    id: '5090.16c96g',
    name: 'RTX 5090 32GB',
    cpuPerGpu: 16,
    memoryPerGpu: 96,
    diskPerGpu: 240,
    maxRootFs: 1600,
    price: 67_000,
    monthlyPrice: subscriptions(67_000),
    spotPrice: 33_500,
    gpus: { 'us-ca-6': 16, 'eu-frankfurt-1': 8 },
  },
  {
    kind: 'gpu',
    id: 'l40s.12c96g',
    name: 'L40S 48GB',
    cpuPerGpu: 12,
    memoryPerGpu: 96,
    diskPerGpu: 240,
    maxRootFs: 1600,
    price: 55_000,
    monthlyPrice: subscriptions(55_000),
    spotPrice: 27_500,
    gpus: { 'us-ca-6': 16, 'as-in-1': 8 },
  },
  {
    kind: 'gpu',
    id: '6000ada.14c80g',
    name: 'RTX 6000 Ada 48GB',
    cpuPerGpu: 14,
    memoryPerGpu: 80,
    diskPerGpu: 240,
    maxRootFs: 1600,
    price: 70_000,
    monthlyPrice: subscriptions(70_000),
    spotPrice: 35_000,
    gpus: { 'cn-hongkong-1': 8, 'eu-frankfurt-1': 4 },
  },
  {
    kind: 'gpu',
    id: 'a100-sxm.16c120g',
    name: 'A100 SXM 80GB',
    cpuPerGpu: 16,
    memoryPerGpu: 120,
    diskPerGpu: 400,
    maxRootFs: 3000,
    price: 160_000,
    monthlyPrice: subscriptions(160_000),
    spotPrice: 80_000,
    gpus: { 'us-ca-6': 16, 'as-sgp-2': 8 },
  },
  {
    kind: 'gpu',
    id: 'h100-sxm.26c240g',
    name: 'H100 SXM 80GB',
    cpuPerGpu: 26,
    memoryPerGpu: 240,
    diskPerGpu: 800,
    maxRootFs: 6144,
    price: 256_000,
    monthlyPrice: subscriptions(256_000),
    spotPrice: 128_000,
    gpus: { 'us-ca-6': 16, 'eu-frankfurt-1': 8 },
  },
  {
    kind: 'gpu',
    id: 'h200-sxm.26c240g',
    name: 'H200 SXM 141GB',
    cpuPerGpu: 26,
    memoryPerGpu: 240,
    diskPerGpu: 800,
    maxRootFs: 6144,
    price: 350_000,
    monthlyPrice: subscriptions(350_000),
    gpus: { 'us-ca-6': 8 },
  },
];

const cpuProducts: readonly Product[] = [
  {
    kind: 'cpu',
    id: 'cpu.4c8g',
    name: '4 vCPU 8GB',
    cpuPerGpu: 4,
    memoryPerGpu: 8,
    diskPerGpu: 20,
    maxRootFs: 60,
    price: 5_000,
    gpus: { 'us-ca-6': 50, 'as-sgp-2': 50 },
  },
  {
    kind: 'cpu',
    id: 'cpu.16c32g',
    name: '16 vCPU 32GB',
    cpuPerGpu: 16,
    memoryPerGpu: 32,
    diskPerGpu: 50,
    maxRootFs: 100,
    price: 20_000,
    gpus: { 'us-ca-6': 20 },
  },
];

/** The catalogue unless told otherwise. Prices are of a realistic size, not Novita's of any day. */
export const DEFAULT_CATALOGUE: CatalogueData = { clusters, products, cpuProducts };
