// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FAIL_HOST_H
#define VNLAB_FAIL_HOST_H

#include "model/change/change-kind.h"

namespace ns3::vnlab
{

/// The keys of `kind = "fail-host"`.
struct FailHostKeys : KeysOf<FailHostKeys>
{
    std::string host{"random"}; ///< its number
    bool restarts{true};        ///< restart = "elsewhere" instead of "nowhere"
    uint64_t restart_time_ns{2'000'000'000};

    void Visit(KeyVisitor& keys, const Key& like) override;
};

} // namespace ns3::vnlab

#endif // VNLAB_FAIL_HOST_H
