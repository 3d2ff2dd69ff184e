// SPDX-License-Identifier: GPL-2.0-only
// Keeps a layer that has only headers a library.
