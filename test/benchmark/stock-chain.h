// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BENCHMARK_STOCK_CHAIN_H
#define VNLAB_BENCHMARK_STOCK_CHAIN_H

#include "test/benchmark/stock-cloud.h"

#include "ns3/node-container.h"
#include "ns3/socket.h"

#include <cstdint>

namespace ns3::vnlab::benchmark
{

/// Stock ns-3 routers in a row between two hosts that send each other's datagrams back.
class StockChain
{
  public:
    /// @param links between the hosts
    StockChain(uint32_t links, StockStack stack);
    StockChain(const StockChain&) = delete;
    StockChain& operator=(const StockChain&) = delete;

    /// Sends datagrams to and fro, some at a time. @param trips from one host to the other
    void Run(uint32_t trips, uint32_t bytes);

  private:
    void AddRoutes();
    Ptr<Socket> OpenSocket(Ptr<Node> node);
    void SendBack(Ptr<Socket> socket);

    NodeContainer m_nodes;
    Ptr<Socket> m_first;
    Ptr<Socket> m_last;
    uint32_t m_left{0};
};

} // namespace ns3::vnlab::benchmark

#endif // VNLAB_BENCHMARK_STOCK_CHAIN_H
