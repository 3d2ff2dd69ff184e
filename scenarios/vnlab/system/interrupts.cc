// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/interrupts.h"

namespace ns3::vnlab
{

namespace
{

volatile std::sig_atomic_t g_count = 0;

void
CountOne(int)
{
    g_count = g_count + 1;
}

} // namespace

Interrupts::Interrupts()
{
    g_count = 0;
    Action count{};
    count.sa_handler = CountOne;
    sigaction(SIGINT, &count, &m_interrupt);
    sigaction(SIGTERM, &count, &m_terminate);
    sigaction(SIGHUP, nullptr, &m_hangUp);
    if (m_hangUp.sa_handler != SIG_IGN) // else `nohup` has started this
    {
        sigaction(SIGHUP, &count, nullptr);
    }
}

Interrupts::~Interrupts()
{
    sigaction(SIGINT, &m_interrupt, nullptr);
    sigaction(SIGTERM, &m_terminate, nullptr);
    sigaction(SIGHUP, &m_hangUp, nullptr);
}

int
Interrupts::Count() const
{
    return g_count;
}

} // namespace ns3::vnlab
