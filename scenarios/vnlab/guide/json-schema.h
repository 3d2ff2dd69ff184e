// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_JSON_SCHEMA_H
#define VNLAB_JSON_SCHEMA_H

#include "model/key/key-visitor.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @return a JSON Schema of the scenario file for editors, with newlines and a last one
 *
 * It uses only keywords that mean the same in every draft from 4 to 2020-12: editors' TOML
 * extensions (Taplo, Even Better TOML) promise no more than draft 4. It knows types, ranges of
 * numbers, units, words, what is required and which keys need another one. Ranges of quantities
 * and what goes across tables it does not; `vnlab check` does.
 */
std::string MakeJsonSchema(const KnownNames& known);

} // namespace ns3::vnlab

#endif // VNLAB_JSON_SCHEMA_H
