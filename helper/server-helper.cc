// SPDX-License-Identifier: GPL-2.0-only
#include "helper/server-helper.h"

#include <utility>

namespace ns3::vnlab
{

ServerHelper::ServerHelper(Deployment& cloud)
    : m_cloud(cloud)
{
}

void
ServerHelper::Install(
    Server& server, std::string_view kind, Time start, Time stop, const OwnKeys* keys)
{
    const ServerKind& found = Registry<ServerKind>::Get().Expect("kind of server", kind);
    const std::unique_ptr<OwnKeys> defaults = found.MakeKeys();
    std::unique_ptr<ServerProgram> program =
        found.Start({.server = server, .plan = m_cloud.Plan(), .start = start, .stop = stop},
                    keys ? *keys : *defaults);
    if (program)
    {
        m_cloud.AddListener(program.get());
        m_programs.push_back({&server, std::move(program)});
    }
}

const std::vector<ServerHelper::Installed>&
ServerHelper::Programs() const
{
    return m_programs;
}

} // namespace ns3::vnlab
