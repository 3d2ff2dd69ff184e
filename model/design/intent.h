// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INTENT_H
#define VNLAB_INTENT_H

#include "model/design/design.h"
#include "model/spec/specification.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief Counts what a tenant and its operator state to have a specification realized under a design.
 * @return `config.settings_intent` of the tenant: the settings of what the design takes (CountStated)
 *         and, where hosts verify certificates, the tenant's CA and a certificate for each VM
 */
uint64_t CountIntent(const Design& design, const Specification& specification);

} // namespace ns3::vnlab

#endif // VNLAB_INTENT_H
